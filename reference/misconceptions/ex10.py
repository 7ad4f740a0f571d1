"""ex10: wrong answers, one misunderstanding each.

Each builds on the model solution (``class wrong(Value)``) and shows the one method that is
different.  It is judged as what a student would have written in the place of ``Value``.
"""

import math

from reference.catalogue import misconception
from reference.solutions.ex10 import Value, as_value


class Value:
    # -- each operator's own derivative -----------------------------------------------------------

    @misconception(
        "autodiff",
        en="In a product you gave each factor its own value as its slope.",
        ja="積で、どちらの因子にも自分自身の値を傾きとして渡しています。",
        hints=[
            (
                "Differentiate a·b by a with pencil and paper, b being just a number.",
                "b をただの数とみなして、a·b を a で紙の上で微分してみてください。",
            ),
            (
                "Each side of a product gets a slope, but you have mixed up which side's value it is made from.",
                "積のどちら側にも傾きがありますが、それがどちらの値からできるのかを取り違えています。",
            ),
            (
                "A rectangle of 3 m by 8 m: make the short side 1 cm longer, and it is the long side that decides how much area you win, 0.08 m².",
                "縦 3 m、横 8 m の長方形で、縦を 1 cm 伸ばします。増える面積 0.08 m² を決めるのは、縦ではなく横の長さです。",
            ),
        ],
    )
    class own_factor(Value):
        def __mul__(self, other):
            other = as_value(other)
            return Value(self.data * other.data, [(self, self.data), (other, other.data)])

    @misconception(
        "autodiff",
        en="You treated a sum like a product: each side got the other side's value as its slope.",
        ja="和を積のように扱っています。どちら側にも、相手の値が傾きとして渡っています。",
        hints=[
            (
                "Raise one side of a sum by 0.1. By how much does the sum rise? Does that depend on the other side?",
                "和の片側を 0.1 増やすと、和はいくつ増えますか。それは相手の大きさによりますか。",
            ),
            (
                "The slope of a sum is a constant; yours changes with the numbers.",
                "和の傾きは定数です。あなたの傾きは、数が変わると変わってしまいます。",
            ),
            (
                "A bill of 1200 yen for soup and 800 yen for bread: if the soup becomes 50 yen dearer, the bill rises by 50, however dear the bread is.",
                "スープ 1200 円とパン 800 円の会計で、スープが 50 円値上がりすれば、合計も 50 円上がります。パンの値段は関係ありません。",
            ),
        ],
    )
    class sum_like_a_product(Value):
        def __add__(self, other):
            other = as_value(other)
            return Value(self.data + other.data, [(self, other.data), (other, self.data)])

    @misconception(
        "autodiff",
        en="In a difference you handed the same blame to both sides, as if it were a sum.",
        ja="差の両側に、同じ責任を渡しています。和と同じ扱いになっています。",
        hints=[
            (
                "Raise the right side of a - b a little. Does the result rise or fall?",
                "a - b の右側を少し増やすと、結果は増えますか、減りますか。",
            ),
            (
                "One of the two slopes has the wrong sign.",
                "二つの傾きのうち、一つの符号が違います。",
            ),
            (
                "Profit = income − rent. One yen more of income and profit is one yen up; one yen more of rent and it is one yen down.",
                "利益 = 収入 − 家賃 です。収入が 1 円増えれば利益は 1 円増え、家賃が 1 円増えれば利益は 1 円減ります。",
            ),
        ],
    )
    class difference_like_a_sum(Value):
        def __sub__(self, other):
            other = as_value(other)
            return Value(self.data - other.data, [(self, 1.0), (other, 1.0)])

    @misconception(
        "autodiff",
        en="The slope by the divisor has the wrong sign: a larger divisor makes a quotient of positive numbers smaller.",
        ja="割る数についての傾きの符号が逆です。正の数どうしなら、割る数が大きくなると商は小さくなります。",
        hints=[
            (
                "Compare 6 / 2 with 6 / 3: which way does the quotient go?",
                "6 / 2 と 6 / 3 を比べてください。商はどちらへ動きますか。",
            ),
            (
                "Size and shape of your second slope are right; its sign is not.",
                "二つ目の傾きの大きさは合っていますが、符号が違います。",
            ),
            (
                "12 sweets for 3 children are 4 each; for 4 children, 3 each. One child more, one sweet less: the slope by the number of children is negative.",
                "あめ 12 個を 3 人で分ければ 4 個ずつ、4 人なら 3 個ずつです。1 人増えると 1 個減ります。人数についての傾きは負です。",
            ),
        ],
    )
    class divisor_pulls_up(Value):
        def __truediv__(self, other):
            other = as_value(other)
            quotient = self.data / other.data
            return Value(quotient, [(self, 1 / other.data), (other, quotient / other.data)])

    @misconception(
        "autodiff",
        en="In the slope of a power you forgot to lower the exponent by one.",
        ja="累乗の傾きで、指数を一つ下げるのを忘れています。",
        hints=[
            (
                "Write the derivative of x to the fourth on paper, and count the x in it.",
                "x の 4 乗の導関数を紙に書いて、x がいくつ掛かっているか数えてください。",
            ),
            (
                "The factor in front is right. Look at what is left of the power.",
                "前に出る係数は合っています。残った累乗のほうを見てください。",
            ),
            (
                "The slope of x⁵ at x = 2 is 80, not 160: a fifth power leaves a fourth power behind, 5·16.",
                "x⁵ の x = 2 での傾きは 160 ではなく 80 です。5 乗のあとに残るのは 4 乗で、5·16 になります。",
            ),
        ],
    )
    class exponent_not_lowered(Value):
        def __pow__(self, exponent):
            power = self.data**exponent
            return Value(power, [(self, exponent * power)])

    @misconception(
        "autodiff",
        en="In the slope of a power the exponent does not come down as a factor.",
        ja="累乗の傾きで、指数が係数として前に出ていません。",
        hints=[
            (
                "Compare your slope of x ** 1 with your slope of x ** 2, at x = 1.",
                "x = 1 での x ** 1 の傾きと x ** 2 の傾きを比べてください。",
            ),
            (
                "You lowered the exponent; what happens to the number that it was?",
                "指数は下げました。では、もとの指数の数はどうなるのでしょうか。",
            ),
            (
                "A cube with sides of 2 grows at three faces at once when its sides grow: its slope is 12 = 3·4, not 4.",
                "1 辺 2 の立方体は、辺が伸びると三つの面が同時に広がります。体積の傾きは 4 ではなく 12 = 3·4 です。",
            ),
        ],
    )
    class exponent_not_a_factor(Value):
        def __pow__(self, exponent):
            return Value(self.data**exponent, [(self, self.data ** (exponent - 1))])

    @misconception(
        "autodiff",
        en="You took the opposite of the number, but not of the slope: -a hands its note to a unchanged.",
        ja="数の符号は変えましたが、傾きの符号を変えていません。-a に来たメモが、そのまま a に渡っています。",
        hints=[
            (
                "If a rises by 0.1, what does -a do?",
                "a が 0.1 増えると、-a はどうなりますか。",
            ),
            (
                "Value and slope belong together: whatever turns the number over turns every change of it over, too.",
                "値と傾きは一体です。数をひっくり返すものは、その変化もひっくり返します。",
            ),
            (
                "A debt that grows by 300 yen makes a fortune shrink by 300: what is counted the other way round changes the other way round.",
                "借金が 300 円増えると、財産は 300 円減ります。逆向きに数えたものは、変わる向きも逆になります。",
            ),
        ],
    )
    class opposite_without_its_slope(Value):
        def __neg__(self):
            return Value(-self.data, [(self, 1.0)])

    @misconception(
        "autodiff",
        en="You differentiated the exponential like a power, bringing the exponent down.",
        ja="指数関数を累乗のように微分しています。肩の x を前に下ろしてしまっています。",
        hints=[
            (
                "What does your slope of exp say at x = 0, and how steep is the curve there?",
                "x = 0 で、あなたの exp の傾きはいくつですか。曲線はそこでどのくらい急ですか。",
            ),
            (
                "In x³ the base moves and the exponent stands still. In exp it is the other way round, and the rule is another one.",
                "x³ では底が動き、指数は動きません。exp では逆で、使う規則も別のものです。",
            ),
            (
                "For 2ˣ at x = 3 the power rule would say 3·2² = 12. Measured: (2^3.01 − 2^2.99) / 0.02 = 5.545.",
                "2ˣ に累乗の規則を使うと、x = 3 での傾きは 3·2² = 12 になります。測ってみると (2^3.01 − 2^2.99) / 0.02 = 5.545 です。",
            ),
        ],
    )
    class exponential_like_a_power(Value):
        def exp(self):
            return Value(math.exp(self.data), [(self, self.data * math.exp(self.data - 1))])

    @misconception(
        "autodiff",
        en="In the slope of tanh you squared what goes in; it is what comes out that belongs there.",
        ja="tanh の傾きで、入ってきた値のほうを 2 乗しています。使うのは出ていく値のほうです。",
        hints=[
            (
                "Put in 3. Can the slope of tanh be −8 anywhere?",
                "3 を入れてみてください。tanh の傾きが −8 になることはあるでしょうか。",
            ),
            (
                "The formula is the right one, but its letter stands for something else than you put in.",
                "公式は合っていますが、その文字が表すものと、あなたが入れたものが違います。",
            ),
            (
                "Likewise for y = √x, whose slope is 1/(2y): at x = 16 it is 1/8, since y = 4, and not 1/32.",
                "y = √x でも同じです。傾きは 1/(2y) で、x = 16 なら y = 4 ですから 1/8 です。1/32 ではありません。",
            ),
        ],
    )
    class slope_of_tanh_at_the_input(Value):
        def tanh(self):
            out = super().tanh()
            return Value(out.data, [(self, 1 - self.data**2)])

    @misconception(
        "autodiff",
        en="Your relu lets every note pass, also where it has cut the value off.",
        ja="relu が値を切り捨てたところでも、メモをそのまま通しています。",
        hints=[
            (
                "Take a = -2. If a rises by 0.1, what does a.relu() do?",
                "a = -2 とします。a が 0.1 増えると、a.relu() はどうなりますか。",
            ),
            (
                "On one side of 0 your slope is right, on the other it is not.",
                "0 の片側では傾きが合っていますが、もう片側では違います。",
            ),
            (
                "A shop that is closed sells nothing, whether 5 or 50 people walk by: the slope of its sales by the passers-by is 0.",
                "閉まっている店の前を 5 人通っても 50 人通っても、売り上げは 0 です。通行人についての傾きは 0 になります。",
            ),
        ],
    )
    class relu_lets_all_back(Value):
        def relu(self):
            return Value(max(0.0, self.data), [(self, 1.0)])

    @misconception(
        "autodiff",
        en="With a plain number on the left you subtract the wrong way round.",
        ja="ただの数が左側にあるとき、引き算の順番が逆になっています。",
        hints=[
            (
                "Work out 10 - Value(4), and look at the sign.",
                "10 - Value(4) を計算して、符号を見てください。",
            ),
            (
                "In the method for the reflected operator, self stands on the right. Subtracting is not addition: sides cannot be exchanged.",
                "左右が入れ替わったときのメソッドでは、self は右側にあります。引き算は足し算と違い、左右を入れ替えられません。",
            ),
            (
                "Paying 9 yen out of a purse with 4 leaves a debt, 4 − 9 = −5; paying 4 out of a purse with 9 leaves 5.",
                "財布に 4 円しかないのに 9 円を払えば、4 − 9 = −5 で借金が残ります。9 円あるところから 4 円を払えば 5 円残ります。",
            ),
        ],
    )
    class number_minus_value_reversed(Value):
        def __rsub__(self, other):
            return self - other

    @misconception(
        "autodiff",
        en="With a plain number on the left you divide the wrong way round.",
        ja="ただの数が左側にあるとき、割り算の順番が逆になっています。",
        hints=[
            (
                "Work out 12 / Value(4) and compare it with Value(4) / 12.",
                "12 / Value(4) と Value(4) / 12 を計算して、比べてください。",
            ),
            (
                "In the method for the reflected operator, self is what comes second.",
                "左右が入れ替わったときのメソッドでは、self は二番目に来る側です。",
            ),
            (
                "Walking 12 km in 4 hours is 12 / 4 = 3 km an hour; 4 / 12 would be the hours per kilometre.",
                "12 km を 4 時間で歩けば、12 / 4 で時速 3 km です。4 / 12 では、1 km にかかる時間になってしまいます。",
            ),
        ],
    )
    class number_over_value_reversed(Value):
        def __rtruediv__(self, other):
            return self / other

    @misconception(
        "autodiff",
        en="You expect a Value on the other side of +. A plain number has no .data.",
        ja="+ の相手がいつも Value だと思い込んでいます。ただの数には .data がありません。",
        hints=[
            (
                "What happens in Value(1.0) + 1?",
                "Value(1.0) + 1 では何が起こりますか。",
            ),
            (
                "The other operand may be one of two kinds of thing, and you have provided for one only.",
                "相手には 2 種類ありえますが、一方しか考えられていません。",
            ),
            (
                "A shop that takes only 1000-yen notes must first change a customer's 100-yen coins into what it can count.",
                "1000 円札しか数えられない店なら、お客さんの 100 円玉は、まず数えられるものに両替しなければなりません。",
            ),
        ],
    )
    class values_only(Value):
        def __add__(self, other):
            return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    @misconception(
        "autodiff",
        en="backward() starts with a note of 0, so there is nothing to hand back: every gradient stays 0.",
        ja="backward() が 0 というメモから始まっています。伝えるものがないので、勾配はすべて 0 のままです。",
        hints=[
            (
                "Call backward() on a single value that was made from nothing. What should its own grad be?",
                "何からも作られていない値一つに対して backward() を呼んでみてください。自分自身の grad はいくつになるべきでしょうか。",
            ),
            (
                "Ask of the result itself: if it rises by 0.1, by how much does it rise?",
                "結果自身について考えてください。結果が 0.1 増えると、結果はいくつ増えますか。",
            ),
            (
                "Interest of 5 % on nothing is nothing: whatever you multiply later, 0 · 1.05 · 1.05 stays 0. Something must be paid in first.",
                "元手が 0 なら、利息 5 % が何年付いても 0 · 1.05 · 1.05 = 0 です。最初に何かを預けておかなければなりません。",
            ),
        ],
    )
    class nothing_to_start_with(Value):
        def backward(self):
            for value in reversed(self.in_order()):
                for parent, slope in value.parents:
                    parent.grad += value.grad * slope

    # -- handing notes on -------------------------------------------------------------------------

    @misconception(
        "chain-rule",
        en="Each value hands on its local derivative alone; the note that it got itself is forgotten.",
        ja="どの値も局所的な微分だけを渡していて、自分が受け取ったメモを掛け忘れています。",
        hints=[
            (
                "One operator alone is right. Try two in a row.",
                "演算が一つだけなら合っています。二つ続けて試してください。",
            ),
            (
                "Your grads answer how the *next* value changes, not how the result does.",
                "あなたの grad は「次の値がどう変わるか」であって、「結果がどう変わるか」ではありません。",
            ),
            (
                "A pedal turns a wheel 3 times, and the wheel turns a dynamo 7 times. Per turn of the pedal the dynamo turns 21 times; who forgets one gear says 3.",
                "ペダル 1 回転で車輪が 3 回転、車輪 1 回転で発電機が 7 回転します。ペダル 1 回転あたり発電機は 21 回転です。歯車を一つ忘れると 3 になってしまいます。",
            ),
        ],
    )
    class note_forgotten(Value):
        def backward(self):
            notes = {value: 0.0 for value in self.in_order()}
            notes[self] = 1.0
            for value in reversed(notes):
                value.grad += notes[value]
                for parent, slope in value.parents:
                    notes[parent] += slope

    @misconception(
        "chain-rule",
        en="Along the way you add local derivatives where they must be multiplied.",
        ja="道に沿って、局所的な微分を掛けるところで足しています。",
        hints=[
            (
                "One operator alone is right. Try two in a row whose slopes are not 2 and 2.",
                "演算が一つだけなら合っています。傾きが 2 と 2 以外の演算を、二つ続けて試してください。",
            ),
            (
                "Slopes say how many times as much. What becomes of *times* on the next stretch?",
                "傾きは「何倍になるか」を表します。次の区間へ進むと、「何倍」はどうなりますか。",
            ),
            (
                "A photo copied at 50 % and the copy at 50 % again has a quarter of the size, not the whole: 0.5 and 0.5 are not to be added.",
                "50 % に縮小したコピーを、もう一度 50 % に縮小すると 4 分の 1 です。0.5 と 0.5 を足して原寸に戻ったりはしません。",
            ),
        ],
    )
    class slopes_added_up(Value):
        def backward(self):
            notes = {value: 0.0 for value in self.in_order()}
            for value in reversed(notes):
                value.grad += notes[value]
                for parent, slope in value.parents:
                    notes[parent] += notes[value] + slope
            self.grad += 1.0

    @misconception(
        "chain-rule",
        en="Notes reach the values that the result was made from directly, and go no further.",
        ja="メモは、結果のすぐもとになった値にしか届いていません。その先へ伝わっていません。",
        hints=[
            (
                "Look at the grad of a value that is two operators away from the result.",
                "結果から演算二つぶん離れた値の grad を見てください。",
            ),
            (
                "A note must be handed on by whoever gets it, until it arrives where nobody stands behind any more.",
                "メモは、受け取った人が次へ渡し、後ろに誰もいなくなるまで続けなければなりません。",
            ),
            (
                "In a row of 6 desks, whoever passes the note to the neighbour only has told 1 of 5.",
                "6 人が一列に座っているとき、隣の人に渡して終わりにすると、5 人のうち 1 人にしか届きません。",
            ),
        ],
    )
    class direct_parents_only(Value):
        def backward(self):
            self.grad += 1.0
            for parent, slope in self.parents:
                parent.grad += slope

    @misconception(
        "chain-rule",
        en="On the way back you follow one of the two operands only; what lies behind the other one hears nothing.",
        ja="逆向きにたどるとき、二つのオペランドのうち一方しか追っていません。もう一方の奥には何も伝わりません。",
        hints=[
            (
                "Build a product whose two factors are sums. Who gets a grad, and who does not?",
                "二つの和の積を作ってみてください。grad が入るのは誰で、入らないのは誰ですか。",
            ),
            (
                "An operator with two sides has two ways back, and both go on.",
                "両側のある演算からは、戻る道が二つ出ます。どちらもその先へ続いています。",
            ),
            (
                "A family tree: you have 2 parents and 4 grandparents. Asking always for the mother only, you meet 1 of the 4.",
                "家系図では、親は 2 人、祖父母は 4 人います。いつも母親だけをたどると、祖父母は 4 人のうち 1 人にしか会えません。",
            ),
        ],
    )
    class one_way_back(Value):
        def backward(self):
            value, note = self, 1.0
            self.grad += 1.0
            while value.parents:
                for parent, slope in value.parents:
                    parent.grad += note * slope
                first, slope = value.parents[0]
                value, note = first, note * slope

    # -- values that are used more than once ------------------------------------------------------

    @misconception(
        "credit-assignment",
        en="A note that arrives replaces the one before: of several uses only one counts.",
        ja="届いたメモが、前のメモを上書きしています。何度使われても、1 回分しか数えられていません。",
        hints=[
            (
                "Use one value twice: what is the grad of a in a + a?",
                "一つの値を 2 回使ってみてください。a + a での a の grad はいくつですか。",
            ),
            (
                "Whoever works in two places is to be blamed for both. Look at how you write a note down.",
                "二か所で働いた人は、両方の責任を負います。メモの書き込み方を見てください。",
            ),
            (
                "Two letters arrive, a bill of 300 yen and one of 500. Whoever keeps only the last one pays 500 and owes 300.",
                "300 円と 500 円の請求書が届きました。最後の 1 通しか残さない人は、500 円だけ払って 300 円を踏み倒すことになります。",
            ),
        ],
    )
    class overwritten(Value):
        def backward(self):
            notes = {value: 0.0 for value in self.in_order()}
            notes[self] = 1.0
            for value in reversed(notes):
                value.grad += notes[value]
                for parent, slope in value.parents:
                    notes[parent] = notes[value] * slope

    @misconception(
        "credit-assignment",
        en="A value that stands on both sides of an operator is entered once only: you keep its operands in a dictionary or a set.",
        ja="演算の両側に同じ値があると、一度しか記録されていません。オペランドを辞書や集合に入れているためです。",
        hints=[
            (
                "What is left of the two operands of a * a in your records?",
                "a * a の二つのオペランドは、あなたの記録にどう残っていますか。",
            ),
            (
                "Dictionaries and sets know nothing of *twice*. But both uses count.",
                "辞書や集合は「2 回」を覚えられません。けれども、使われた回数だけ数える必要があります。",
            ),
            (
                "{5, 5} has one element, [5, 5] has two: as a set, two coins of 5 yen are worth 5 yen.",
                "{5, 5} の要素は 1 個、[5, 5] の要素は 2 個です。集合に入れると、5 円玉 2 枚が 5 円になってしまいます。",
            ),
        ],
    )
    class both_sides_entered_once(Value):
        def backward(self):
            notes = {value: 0.0 for value in self.in_order()}
            notes[self] = 1.0
            for value in reversed(notes):
                value.grad += notes[value]
                for parent, slope in dict(value.parents).items():
                    notes[parent] += notes[value] * slope

    @misconception(
        "credit-assignment",
        en="backward() begins by forgetting what the values have collected before: a second result wipes out the blame of the first.",
        ja="backward() のたびに、それまでに集めた責任を消しています。二つ目の結果が、一つ目の責任を消してしまいます。",
        hints=[
            (
                "Run backward() from two results that use the same value, and look at that value after each.",
                "同じ値を使う二つの結果から順に backward() を呼び、そのたびにその値を見てください。",
            ),
            (
                "Read in the stub what backward() does with what is already there.",
                "すでに入っている値をどうするのか、雛形の説明を読み直してください。",
            ),
            (
                "A collection for a present: 400 yen from the first class, 250 from the second. Emptying the box in between leaves 250, not 650.",
                "プレゼントの集金箱に、1 組が 400 円、2 組が 250 円入れます。途中で箱を空にすると、650 円ではなく 250 円しか残りません。",
            ),
        ],
    )
    class starts_afresh(Value):
        def backward(self):
            for value in self.in_order():
                value.grad = 0.0
            super().backward()

    @misconception(
        "credit-assignment",
        en="You go back by distance from the result. A value used both near the result and far from it hands on too early, before the far uses have reported.",
        ja="結果から近い順にたどっています。近くでも遠くでも使われる値が、遠い方の知らせを待たずに先へ伝えてしまいます。",
        hints=[
            (
                "Take h = a * b, t = h + c, u = t.tanh(), y = u + h. In which order do your values hand on?",
                "h = a * b, t = h + c, u = t.tanh(), y = u + h としてみてください。あなたの値は、どの順番で先へ伝えていますか。",
            ),
            (
                "When it is a value's turn, everybody who used it must have had theirs. Distance does not see to that.",
                "ある値の番が来たときには、それを使った全員の番が終わっていなければなりません。距離の順では、そうなるとは限りません。",
            ),
            (
                "A team leader waits for 3 reports. Sent off after the first, her summary tells of 1 day's work; the other 2 never reach the office.",
                "班長のもとには 3 通の報告が届くはずです。1 通目でまとめを送ってしまうと、残りの 2 通は本部に届きません。",
            ),
        ],
    )
    class nearest_first(Value):
        def backward(self):
            order = {self: 0.0}
            waiting = [self]
            for value in waiting:
                for parent, _ in value.parents:
                    if parent not in order:
                        order[parent] = 0.0
                        waiting.append(parent)
            order[self] = 1.0
            for value in order:
                value.grad += order[value]
                for parent, slope in value.parents:
                    order[parent] += order[value] * slope

    @misconception(
        "credit-assignment",
        en="A value that has got a note takes no second one.",
        ja="一度メモを受け取った値が、二通目を受け取っていません。",
        hints=[
            (
                "Count how many notes should arrive at a value that is used in two places, and how many do.",
                "二か所で使われる値に届くはずのメモは何通ですか。実際には何通届いていますか。",
            ),
            (
                "Having been *visited* must not keep a value from collecting, only from being visited again.",
                "「訪問済み」の印は、もう一度訪ねないためのものです。集めるのをやめる理由にはなりません。",
            ),
            (
                "A letter box that closes after the first letter of 3 loses 2.",
                "1 通目で口が閉じてしまう郵便受けでは、3 通のうち 2 通がなくなります。",
            ),
        ],
    )
    class first_note_only(Value):
        def backward(self):
            notes = {self: 1.0}
            for value in reversed(self.in_order()):
                value.grad += notes[value]
                for parent, slope in value.parents:
                    if parent not in notes:
                        notes[parent] = notes[value] * slope

    # -- how much work it is ----------------------------------------------------------------------

    @misconception(
        "cost",
        en="Your backward() calls itself for every value on the way: a deep expression needs more nested calls than Python allows.",
        ja="backward() が、道の途中の値ごとに自分自身を呼び出しています。深い式では、Python が許す入れ子の深さを超えてしまいます。",
        hints=[
            (
                "How deep are your calls nested on an expression of 10 000 operators in a row?",
                "演算が 10 000 個続く式では、呼び出しが何段の入れ子になりますか。",
            ),
            (
                "Recursion keeps what is still to be done in nested calls, and Python allows few of them. It can be kept elsewhere.",
                "再帰は「まだやるべきこと」を呼び出しの入れ子に覚えさせています。入れ子の数には限りがあります。覚えておく場所はほかにもあります。",
            ),
            (
                "Adding up 1 to 5000: a function that calls itself with one number less fails at about 1000; a loop with a running total has no such limit.",
                "1 から 5000 までの和を、「一つ小さい数で自分を呼ぶ」関数で求めると 1000 段あたりで失敗します。合計を持ち歩くループなら平気です。",
            ),
        ],
    )
    class recursive(Value):
        def in_order(self):
            order, seen = [], set()

            def visit(value):
                if value not in seen:
                    seen.add(value)
                    for parent, _ in value.parents:
                        visit(parent)
                    order.append(value)

            visit(self)
            return order

    @misconception(
        "cost",
        en="You send a note along every single way back. The values are right, but with every fork that joins again there are twice as many ways.",
        ja="戻る道の一本一本にメモを送っています。値は正しいのですが、道が分かれて合流するたびに、道の数は 2 倍になります。",
        hints=[
            (
                "How often is the first value of an expression visited, if the way forks and joins 20 times?",
                "道が 20 回分かれては合流する式で、最初の値は何回訪問されますか。",
            ),
            (
                "Notes that meet at a value can be added up there and handed on together, once.",
                "同じ値で出会ったメモは、そこで足し合わせて、まとめて一度だけ渡すことができます。",
            ),
            (
                "A fold of paper doubles its layers: 10 folds make 1024, 30 folds more than 1 000 000 000.",
                "紙を 1 回折ると枚数は 2 倍になります。10 回で 1024 枚、30 回では 10 億枚を超えます。",
            ),
        ],
    )
    class every_way_by_itself(Value):
        def backward(self):
            waiting = [(self, 1.0)]
            while waiting:
                value, note = waiting.pop()
                value.grad += note
                waiting += [(parent, note * slope) for parent, slope in value.parents]

    @misconception(
        "cost",
        en="You look for every value in a list of those already seen: the longer the list, the longer each search.",
        ja="値が「もう見たか」を、リストの中を探して調べています。リストが長くなるほど、1 回の検索も長くなります。",
        hints=[
            (
                "What must Python do for `x not in seen` when seen is a list of 10 000 values?",
                "seen が 10 000 個のリストのとき、`x not in seen` のために Python は何をしなければなりませんか。",
            ),
            (
                "Each step is correct, but costs as much as all the steps before it. Another kind of container finds things at once.",
                "一歩一歩は正しいのですが、その手間が、それまでの歩数に比例しています。すぐに見つけられる入れ物が別にあります。",
            ),
            (
                "Looking up 1000 names in a pile of 1000 cards takes about 500 000 glances; in a telephone book, about 10 each.",
                "1000 枚のカードの山から 1000 人の名前を順に探すと、約 50 万枚をめくることになります。五十音順の電話帳なら、1 人あたり 10 回ほどです。",
            ),
        ],
    )
    class searched_in_a_list(Value):
        def in_order(self):
            order, seen, waiting = [], [], [(self, False)]
            while waiting:
                value, parents_done = waiting.pop()
                if parents_done:
                    order.append(value)
                elif value not in seen:
                    seen.append(value)
                    waiting.append((value, True))
                    waiting += [(parent, False) for parent, _ in value.parents]
            return order

    @misconception(
        "cost",
        en="You keep the ids of the values seen in a list, and search it for every value.",
        ja="見た値の id をリストに入れ、値ごとにその中を探しています。",
        hints=[
            (
                "How many ids are compared for the last value of an expression with 10 000 of them?",
                "値が 10 000 個ある式の最後の値では、id を何個と比べることになりますか。",
            ),
            (
                "Numbers instead of values do not help: a list is searched from its beginning all the same.",
                "値のかわりに番号を入れても同じことです。リストは、やはり先頭から探されます。",
            ),
            (
                "Who has already paid? Reading the whole list of 300 names for each of 300 guests makes 45 000 names; a mark on each ticket makes 300.",
                "会費を払ったかどうかを、300 人の名簿を毎回先頭から読んで確かめると、300 人で約 45 000 回読むことになります。券に印を付けておけば 300 回です。",
            ),
        ],
    )
    class ids_in_a_list(Value):
        def in_order(self):
            order, seen, waiting = [], [], [(self, False)]
            while waiting:
                value, parents_done = waiting.pop()
                if parents_done:
                    order.append(value)
                elif id(value) not in seen:
                    seen.append(id(value))
                    waiting.append((value, True))
                    waiting += [(parent, False) for parent, _ in value.parents]
            return order

    @misconception(
        "cost",
        en="For every value you go through all the others to find out who used it.",
        ja="値ごとに、ほかのすべての値を調べて、誰がそれを使ったかを探しています。",
        hints=[
            (
                "You have two loops, one inside the other, over the same values.",
                "同じ値の並びについてのループが、二重になっています。",
            ),
            (
                "A value does not know who used it, but its users know what they used. Who had better begin to talk?",
                "値は自分を使った相手を知りません。けれども、使った側は何を使ったかを知っています。どちらから話しかけるのがよいでしょうか。",
            ),
            (
                "In a class of 40, everybody asking all the others whether they have a letter for them makes 1600 questions; if everybody delivers their own letters instead, 60 letters make 60 walks.",
                "40 人のクラスで、全員が全員に「私あての手紙はある?」と尋ねると 1600 回です。書いた人が届けて回れば、手紙が 60 通なら 60 回で済みます。",
            ),
        ],
    )
    class asks_all_the_others(Value):
        def backward(self):
            notes, back = {}, self.in_order()[::-1]
            for value in back:
                note = 1.0 if value is self else 0.0
                for user in back:
                    for parent, slope in user.parents:
                        if parent is value:
                            note += notes[user] * slope
                notes[value] = note
                value.grad += note
