"""ex4: wrong answers, one misunderstanding each."""

import numpy as np

from reference.catalogue import misconception


class update:
    @misconception(
        "update-rule",
        en="You walk uphill: the weight moves to where the loss grows.",
        ja="坂を上っています。重みが、損失の増える方向へ動いています。",
        hints=[
            (
                "Take the loss w² at w = 3, where the slope is +6, and let your function make one step. Did the loss fall?",
                "損失 w² の w = 3 の地点(傾きは +6)から、あなたの関数で一歩進んでみてください。損失は減りましたか。",
            ),
            (
                "A gradient points to where the loss grows. Compare that with the direction in which your weight moves.",
                "勾配が指しているのは、損失が増える方向です。あなたの重みが動く方向と比べてください。",
            ),
            (
                "A road rises by 3 m for every 10 m to the east, and you stand at its 200 m mark. At 210 m you are 3 m higher, at 190 m you are 3 m lower.",
                "東へ 10 m 進むごとに 3 m 上る道の、200 m 地点に立っています。210 m 地点へ行けば 3 m 高くなり、190 m 地点へ行けば 3 m 低くなります。",
            ),
        ],
    )
    def uphill(weight, gradient, learning_rate):
        return weight + learning_rate * gradient

    @misconception(
        "update-rule",
        en="You step by the whole gradient: the learning rate has no effect.",
        ja="勾配の大きさのまま動いています。学習率がまったく効いていません。",
        hints=[
            (
                "Change nothing but the learning rate and call your function again. Does its answer change?",
                "学習率だけを変えて、もう一度呼び出してみてください。答えは変わりますか。",
            ),
            (
                "A slope says which way and how steep, not how far to go. What decides how far is not used.",
                "勾配が教えてくれるのは向きと急さで、どれだけ進むかではありません。それを決める数が使われていません。",
            ),
            (
                "A cake takes 40 g of sugar, and you bake one of a quarter of the size. Put in all of the 40 g, and you ignored the quarter: it wants 10 g.",
                "砂糖 40 g のケーキを、4 分の 1 の大きさで焼きます。40 g をそのまま入れたら、「4 分の 1」を無視しています。必要なのは 10 g です。",
            ),
        ],
    )
    def rate_forgotten(weight, gradient, learning_rate):
        return weight - gradient

    @misconception(
        "update-rule",
        en="You wrote the new weight into the caller's array: the old weight is gone.",
        ja="新しい重みを、呼び出し側の配列に書き込んでいます。元の重みが失われてしまいます。",
        hints=[
            (
                "Print the array that you hand over as weight, before and after the call.",
                "weight として渡した配列を、呼び出しの前とあとで表示してみてください。",
            ),
            (
                "Operators with = at the end, and assignments to an index or a slice, write into the array that is there. Other names for that array see it too.",
                "= で終わる複合代入の演算子や、添字・スライスへの代入は、いまある配列に上書きします。同じ配列を指すほかの名前からも、その変化が見えます。",
            ),
            (
                "With a = np.array([1, 2]) and b = a, the line b *= 10 leaves [10, 20] in a as well. After b = a * 10, a would still be [1, 2].",
                "a = np.array([1, 2]), b = a のあとで b *= 10 とすると、a まで [10, 20] になります。b = a * 10 なら、a は [1, 2] のままです。",
            ),
        ],
    )
    def written_over(weight, gradient, learning_rate):
        weight -= learning_rate * gradient
        return weight

    @misconception(
        "update-rule",
        en="You return the step alone, not the place to which it leads.",
        ja="一歩の大きさだけを返しています。一歩進んで着いた場所ではありません。",
        hints=[
            (
                "Try a gradient of 0. Where should the weight be afterwards, and what do you return?",
                "勾配が 0 の例で試してください。重みはどこにあるべきですか。あなたは何を返していますか。",
            ),
            (
                "How far one moves and where one arrives are two different numbers. Your answer does not know where it set out.",
                "「どれだけ動いたか」と「どこに着いたか」は別の数です。あなたの答えには、出発した場所が入っていません。",
            ),
            (
                "On the 7th floor you take the lift three floors down. “Where are you now?” is answered by 4, not by −3.",
                "7 階からエレベーターで 3 階分下りました。「いま何階ですか」への答えは 4 階で、−3 ではありません。",
            ),
        ],
    )
    def step_alone(weight, gradient, learning_rate):
        return -learning_rate * gradient

    @misconception(
        "update-rule",
        en="You use only the sign of the gradient: steep or flat, every weight moves equally far.",
        ja="勾配の符号しか使っていません。急でも緩やかでも、どの重みも同じだけ動いてしまいます。",
        hints=[
            (
                "Compare the step for a gradient of 0.01 with the step for a gradient of 100.",
                "勾配が 0.01 のときと 100 のときで、動く量を比べてください。",
            ),
            (
                "A gradient says two things: which way, and how steep. You kept one of them.",
                "勾配は二つのことを教えてくれます。どちら向きか、そしてどれだけ急か。そのうち一つしか使っていません。",
            ),
            (
                "One till has 3 yen too much, another 800 too little. Correct both by 100, each in the right direction: now the first lacks 97, the second still 700.",
                "レジの一つは 3 円多く、もう一つは 800 円足りません。どちらも正しい向きに 100 円ずつ直すと、一つ目は 97 円不足になり、二つ目はまだ 700 円不足です。",
            ),
        ],
    )
    def only_the_sign(weight, gradient, learning_rate):
        return weight - learning_rate * np.sign(gradient)

    @misconception(
        "update-rule",
        en="You divide the gradient by its length: the whole step is equally long everywhere, even where the ground is almost flat.",
        ja="勾配をその長さで割っています。ほとんど平らな場所でも、一歩全体の長さがいつも同じになってしまいます。",
        hints=[
            (
                "Make the gradient ten times as large. Does your step get longer?",
                "勾配を 10 倍にしてみてください。一歩は長くなりますか。",
            ),
            (
                "Only the direction of the gradient is left. Towards the bottom of a valley steps should get shorter by themselves; yours do not.",
                "勾配の向きだけが残っています。谷底に近づけば一歩は自然に短くなるはずですが、あなたの一歩は短くなりません。",
            ),
            (
                "The arrow (3, 4) has length 5, and divided by it becomes (0.6, 0.8). So does (300, 400) divided by 500. Which was the long one can no longer be told.",
                "矢印 (3, 4) の長さは 5 で、割ると (0.6, 0.8) になります。(300, 400) も長さ 500 で割ると同じです。どちらが長かったのか、もうわかりません。",
            ),
        ],
    )
    def only_the_direction(weight, gradient, learning_rate):
        return weight - learning_rate * gradient / np.linalg.norm(gradient)

    @misconception(
        "update-rule",
        en="Your step is multiplied by the weight, like a discount in per cent: a weight of 0 can never move.",
        ja="動く量に重みそのものが掛かっています。「何割引き」のような計算で、重みが 0 だと二度と動けません。",
        hints=[
            (
                "Try a weight of 0 with a gradient of 5.",
                "重みが 0、勾配が 5 の例で試してください。",
            ),
            (
                "The gradient was felt at this very weight already. How large the weight is must not stretch the step once more.",
                "勾配は、まさにその重みの場所で調べたものです。重みの大きさで、一歩をもう一度伸び縮みさせてはいけません。",
            ),
            (
                "“100 yen off” and “10 % off”: on 1000 yen both leave 900. On 5000 yen they leave 4900 and 4500.",
                "「100 円引き」と「1 割引き」は、1000 円の品ならどちらも 900 円です。5000 円の品では 4900 円と 4500 円になります。",
            ),
        ],
    )
    def like_a_discount(weight, gradient, learning_rate):
        return weight * (1 - learning_rate * gradient)

    @misconception(
        "update-rule",
        en="You divide by the learning rate: the smaller it is, the larger your step.",
        ja="学習率で割っています。学習率を小さくするほど、大きく動いてしまいます。",
        hints=[
            (
                "Compare your steps for the learning rates 0.1 and 0.01. Which of the two should be the careful one?",
                "学習率が 0.1 のときと 0.01 のときで、一歩の大きさを比べてください。慎重に進むべきなのはどちらですか。",
            ),
            (
                "A learning rate close to 0 means hardly moving at all. In your function it means the opposite.",
                "学習率が 0 に近ければ、ほとんど動かないはずです。あなたの関数では逆になっています。",
            ),
            (
                "On a map of scale 1 : 1000, 20 m are 0.02 m of paper. Use the scale the wrong way round, and 20 m become 20 km.",
                "縮尺 1000 分の 1 の地図では、20 m は紙の上で 0.02 m です。縮尺の使い方を逆にすると、20 m が 20 km になってしまいます。",
            ),
        ],
    )
    def rate_divides(weight, gradient, learning_rate):
        return weight - gradient / learning_rate

    @misconception(
        "update-rule",
        en="The learning rate shrinks everything, the old weight too: with a small rate the weight collapses to almost 0.",
        ja="学習率が元の重みにまで掛かっています。学習率が小さいと、重みがほとんど 0 につぶれてしまいます。",
        hints=[
            (
                "Set the learning rate to 0. Does the weight stay where it is?",
                "学習率を 0 にしてみてください。重みは元の場所にとどまりますか。",
            ),
            (
                "Look at your parentheses: what is made smaller by the learning rate, and what should be left whole?",
                "かっこを見直してください。学習率で小さくするのはどれで、そのまま残すのはどれでしょうか。",
            ),
            (
                "A gift of 800 yen, the wrapping 100 yen, and today the wrapping is at half price: 850. At half price for everything it would be 450.",
                "800 円の品に 100 円の包装を頼みます。今日は包装だけ半額なので、合計 850 円です。全部を半額にすると 450 円になってしまいます。",
            ),
        ],
    )
    def everything_shrinks(weight, gradient, learning_rate):
        return (weight - gradient) * learning_rate

    @misconception(
        "update-rule",
        en="Your function works for arrays only: a weight that is a plain number makes it fail.",
        ja="配列しか扱えません。重みがただの数だと、エラーになります。",
        hints=[
            (
                "Call your function with three plain numbers.",
                "三つの引数をすべてただの数にして、呼び出してみてください。",
            ),
            (
                "Whoever goes through the elements, or asks for their number, takes for granted that there are elements. A single knob is just a number.",
                "要素を順に取り出したり個数を数えたりするのは、要素があると決めつけることです。つまみ一つなら、ただの数です。",
            ),
            (
                "len(3.5) and for x in 3.5 are errors in Python. 3.5 + 1 and np.array([3.5, 2.0]) + 1 are both fine: arithmetic does not ask which of the two it is given.",
                "Python では len(3.5) も for x in 3.5 もエラーです。3.5 + 1 と np.array([3.5, 2.0]) + 1 は、どちらも計算できます。算術演算は、相手が数か配列かを問いません。",
            ),
        ],
    )
    def arrays_only(weight, gradient, learning_rate):
        new = np.zeros(len(weight))
        for i in range(len(weight)):
            new[i] = weight[i] - learning_rate * gradient[i]
        return new


class update_all:
    @misconception(
        "update-rule",
        en="You pair parameters and gradients by their place in the row. The two dictionaries need not have the same order.",
        ja="パラメータと勾配を、並び順で組にしています。二つの辞書の並び順が同じとは限りません。",
        hints=[
            (
                "Print the names of both dictionaries, each in its own order.",
                "二つの辞書の名前を、それぞれの並び順で表示してみてください。",
            ),
            (
                "zip and .values() know nothing about names: they take whatever comes next.",
                "zip も .values() も名前を見ません。次に来たものを、ただ取り出すだけです。",
            ),
            (
                "Ann wears size 36, Ben 43, Cleo 39. Hand out the shoes 39, 36, 43 to the queue Ann, Ben, Cleo, and nobody can walk home.",
                "靴のサイズは、春さん 24、健さん 27、葵さん 25 です。春さん、健さん、葵さんの列に、届いた順で 25, 24, 27 の靴を渡すと、誰の足にも合いません。",
            ),
        ],
    )
    def by_position(parameters, gradients, learning_rate):
        return {
            name: value - learning_rate * gradient
            for (name, value), gradient in zip(parameters.items(), gradients.values())
        }

    @misconception(
        "update-rule",
        en="The old parameters change along with the new ones: your dictionary is the old one, or a copy that still shares its arrays.",
        ja="元のパラメータまで変わってしまいます。返しているのは元の辞書そのものか、中の配列を元の辞書と共有している写しです。",
        hints=[
            (
                "Print parameters before and after the call.",
                "parameters を、呼び出しの前とあとで表示してみてください。",
            ),
            (
                "dict(…) and .copy() make a new dictionary, but the arrays in it are the very same ones. What is written into such an array is seen from both sides.",
                "dict(…) や .copy() で新しくなるのは辞書だけで、中の配列は同じものです。その配列に書き込むと、どちらの辞書からも変化が見えます。",
            ),
            (
                'With old = {"a": np.array([1, 2])} and new = dict(old), the line new["a"] *= 10 makes old["a"] [10, 20] as well.',
                'old = {"a": np.array([1, 2])}, new = dict(old) のあとで new["a"] *= 10 とすると、old["a"] まで [10, 20] になります。',
            ),
        ],
    )
    def arrays_shared(parameters, gradients, learning_rate):
        new = dict(parameters)
        for name in new:
            new[name] -= learning_rate * gradients[name]
        return new

    @misconception(
        "update-rule",
        en="You work out new values, but they never get into the dictionary: the old ones come back.",
        ja="新しい値を計算していますが、辞書に入っていません。元の値がそのまま返っています。",
        hints=[
            (
                "Compare what you return with what you were given.",
                "返した辞書と、受け取った辞書を見比べてください。",
            ),
            (
                "Giving another value to the variable of a loop, or calling a function without keeping what it returns, leaves a dictionary as it is.",
                "ループの変数に別の値を入れても、関数を呼び出して戻り値を受け取らなくても、辞書は元のままです。",
            ),
            (
                "prices = [100, 200], then for p in prices: p = p + 10. Afterwards prices is still [100, 200]: p was only a name for one number after the other.",
                "prices = [100, 200] として for p in prices: p = p + 10 を実行しても、prices は [100, 200] のままです。p は、数に順番に付けた名前にすぎません。",
            ),
        ],
    )
    def nothing_stored(parameters, gradients, learning_rate):
        new = dict(parameters)
        for name, value in new.items():
            value = value - learning_rate * gradients[name]
        return new

    @misconception(
        "update-rule",
        en="You return from inside the loop: only the first parameter has been updated by then.",
        ja="ループの途中で return しています。そのとき更新されているのは、最初のパラメータだけです。",
        hints=[
            (
                "How many names does the dictionary have that you return?",
                "返している辞書には、名前がいくつ入っていますか。",
            ),
            (
                "A function ends at the first return that it reaches, even in the middle of a loop.",
                "関数は、最初に出会った return で終わります。ループの途中でもです。",
            ),
            (
                "A postman has letters for the houses 3, 8 and 12, and goes home after the first. Houses 8 and 12 wait in vain.",
                "郵便屋さんが、3 番地、8 番地、12 番地あての手紙を持っています。一つ目を配ったところで帰ってしまうと、8 番地と 12 番地には届きません。",
            ),
        ],
    )
    def return_inside_the_loop(parameters, gradients, learning_rate):
        new = {}
        for name, value in parameters.items():
            new[name] = value - learning_rate * gradients[name]
            return new

    @misconception(
        "update-rule",
        en="You return the new values without their names.",
        ja="新しい値だけを返していて、名前が付いていません。",
        hints=[
            (
                "What is the type of what you return?",
                "返している値の型は何ですか。",
            ),
            (
                "A list has an order, but no names: whoever looks up a parameter by its name finds nothing.",
                "リストにあるのは順番だけで、名前はありません。名前でパラメータを探しても見つかりません。",
            ),
            (
                "Mathematics 80, English 65, history 72. Of 80, 65, 72 alone, nobody can say which subject needs more work.",
                "数学 80 点、英語 65 点、歴史 72 点。80, 65, 72 とだけ言われても、どの科目に力を入れればよいのかわかりません。",
            ),
        ],
    )
    def names_lost(parameters, gradients, learning_rate):
        return [value - learning_rate * gradients[name] for name, value in parameters.items()]

    @misconception(
        "update-rule",
        en="You walk uphill: every parameter moves to where the loss grows.",
        ja="坂を上っています。どのパラメータも、損失の増える方向へ動いています。",
        hints=[
            (
                "Take one parameter with a positive gradient. Does your function make it larger or smaller?",
                "勾配が正のパラメータを一つ選んでください。あなたの関数では、大きくなりますか、小さくなりますか。",
            ),
            (
                "A positive gradient says: “more of this knob, more loss.” Do your knobs turn accordingly?",
                "勾配が正なら、「このつまみを増やすと損失も増える」という意味です。あなたのつまみは、それに合わせて回っていますか。",
            ),
            (
                "Every hour of staying up later costs you 4 marks: a slope of +4 for the marks lost. Two hours later, and 8 more are lost; two hours earlier, and 8 are saved.",
                "1 時間夜ふかしするごとに、失点が 4 点増えます。失点の傾きは +4 です。寝るのを 2 時間遅らせると 8 点多く失い、2 時間早めると 8 点取り戻せます。",
            ),
        ],
    )
    def uphill(parameters, gradients, learning_rate):
        return {name: value + learning_rate * gradients[name] for name, value in parameters.items()}

    @misconception(
        "update-rule",
        en="You step by the whole gradients: the learning rate has no effect.",
        ja="勾配の大きさのまま動いています。学習率がまったく効いていません。",
        hints=[
            (
                "What does your function return for a learning rate of 0?",
                "学習率が 0 のとき、あなたの関数は何を返しますか。",
            ),
            (
                "One of the three arguments is never used: the one that says how long the steps are.",
                "三つの引数のうち、一度も使われていないものがあります。一歩の長さを決める引数です。",
            ),
            (
                "Distances of 3, 5 and 8 cm on a map where 1 cm stands for 2 km are 6, 10 and 16 km. To report 3, 5 and 8 is to forget the scale.",
                "1 cm が 2 km を表す地図で 3 cm, 5 cm, 8 cm なら、距離は 6 km, 10 km, 16 km です。3, 5, 8 と答えたら、縮尺を忘れています。",
            ),
        ],
    )
    def rate_forgotten(parameters, gradients, learning_rate):
        return {name: value - gradients[name] for name, value in parameters.items()}

    @misconception(
        "update-rule",
        en="You update only the weight matrices. Biases and single numbers are knobs as well, and yours never learn.",
        ja="重み行列しか更新していません。バイアスやただの数もつまみです。このままでは、いつまでも学習できません。",
        hints=[
            (
                "Which parameters come back from your function unchanged?",
                "関数から返ってきたとき、変わっていないのはどのパラメータですか。",
            ),
            (
                "A knob is whatever can be turned to lower the loss, of any name and any shape. For each of them there is a gradient.",
                "損失を下げるために回せるものは、名前や形によらず、すべてつまみです。どのつまみにも勾配があります。",
            ),
            (
                "The line a·x + c is to pass through (1, 12) and (2, 14). Tilt it rightly with a = 2, but leave c at 0: it passes through 2 and 4, too low by 10 for ever.",
                "直線 a·x + c を (1, 12) と (2, 14) に通します。a = 2 で傾きは合いますが、c を 0 のままにすると 2 と 4 を通り、いつまでも 10 だけ低いままです。",
            ),
        ],
    )
    def matrices_only(parameters, gradients, learning_rate):
        new = dict(parameters)
        for name in parameters:
            if name.startswith("W"):
                new[name] = parameters[name] - learning_rate * gradients[name]
        return new

    @misconception(
        "update-rule",
        en="You add up all entries of a gradient, and move every entry of its parameter by the same total.",
        ja="勾配の要素をすべて合計し、パラメータのどの要素も同じ量だけ動かしています。",
        hints=[
            (
                "By how much does each entry of one matrix move? Are the moves all alike?",
                "一つの行列の中で、要素はそれぞれどれだけ動いていますか。どれも同じではありませんか。",
            ),
            (
                "A sum is one blended number for everybody and cannot say who is to blame. Every entry is a knob, with a slope of its own.",
                "合計は全員をまぜた一つの数で、犯人を教えてくれません。要素の一つ一つが、自分の傾きをもつつまみです。",
            ),
            (
                "Three at a table ate for 500, 800 and 1200 yen. If the bill of 2500 is put before each of them, the restaurant takes three times as much, and from the wrong people.",
                "3 人の食事代は 500 円、800 円、1200 円でした。合計の 2500 円を一人一人に請求したら、誰の払う額も間違っています。",
            ),
        ],
    )
    def entries_summed(parameters, gradients, learning_rate):
        return {
            name: value - learning_rate * np.sum(gradients[name])
            for name, value in parameters.items()
        }

    @misconception(
        "update-rule",
        en="You share the learning rate out among the parameters: the more there are, the shorter every step.",
        ja="学習率をパラメータの個数で分け合っています。個数が増えるほど、一歩が短くなってしまいます。",
        hints=[
            (
                "Put one more parameter into both dictionaries. Should the others now move less?",
                "二つの辞書に、パラメータを一つ加えてみてください。ほかのパラメータの動きは小さくなるべきでしょうか。",
            ),
            (
                "A learning rate is not a cake from which everybody gets a slice. Who else is moving does not change a step.",
                "学習率は、みんなで切り分けるケーキではありません。ほかに誰が動いていても、一歩の大きさは変わりません。",
            ),
            (
                "The speed limit is 60 km/h. When three cars are on the road it is still 60 for each of them, and not 20.",
                "制限速度は時速 60 km です。車が 3 台走っていても、1 台につき 60 km で、20 km にはなりません。",
            ),
        ],
    )
    def rate_shared_out(parameters, gradients, learning_rate):
        rate = learning_rate / len(parameters)
        return {name: value - rate * gradients[name] for name, value in parameters.items()}


class step_together:
    @misconception(
        "partial-derivative",
        en="You move w first and feel the slope for b afterwards: the two slopes belong to different points.",
        ja="先に w を動かし、b の傾きはそのあとで調べています。二つの傾きが、別々の点のものになっています。",
        hints=[
            (
                "Write down the point of every call of gradient_of.",
                "gradient_of を呼び出すたびに、その点を書き出してみてください。",
            ),
            (
                "While the slope of one knob is felt, all others hold still. When it is b's turn, your w has moved already.",
                "一つのつまみの傾きを調べる間、ほかのつまみは止めておきます。b の番が来たとき、あなたの w はもう動いています。",
            ),
            (
                "For the product u·v at u = 2, v = 3 the slopes are 3 and 2. Move u to 10 first, and the slope along v has become 10: the answer to another question.",
                "積 u·v の u = 2, v = 3 での傾きは 3 と 2 です。先に u を 10 に動かすと、v 方向の傾きは 10 に変わります。それは別の問いの答えです。",
            ),
        ],
    )
    def w_first(w, b, gradient_of, learning_rate):
        dw, _ = gradient_of(w, b)
        w = w - learning_rate * dw
        _, db = gradient_of(w, b)
        b = b - learning_rate * db
        return w, b

    @misconception(
        "partial-derivative",
        en="You move b first and feel the slope for w afterwards: the two slopes belong to different points.",
        ja="先に b を動かし、w の傾きはそのあとで調べています。二つの傾きが、別々の点のものになっています。",
        hints=[
            (
                "Write down the point of every call of gradient_of.",
                "gradient_of を呼び出すたびに、その点を書き出してみてください。",
            ),
            (
                "Both slopes are about one place, the one where you stand now. When it is w's turn, your b has moved already.",
                "二つの傾きは、どちらもいま立っている場所のものです。w の番が来たとき、あなたの b はもう動いています。",
            ),
            (
                "For u²·v at u = 1, v = 4 the slopes are 8 and 1. Turn v down to 0 first, and along u everything is flat: 0 instead of 8.",
                "u²·v の u = 1, v = 4 での傾きは 8 と 1 です。先に v を 0 まで回すと、u 方向は真っ平らになり、8 のはずが 0 になります。",
            ),
        ],
    )
    def b_first(w, b, gradient_of, learning_rate):
        _, db = gradient_of(w, b)
        b = b - learning_rate * db
        dw, _ = gradient_of(w, b)
        w = w - learning_rate * dw
        return w, b

    @misconception(
        "partial-derivative",
        en="You ask for the slopes twice at the same point. The numbers are right, but half of each answer is thrown away.",
        ja="同じ点で傾きを 2 回たずねています。数は正しいのですが、答えの半分をそのつど捨てています。",
        hints=[
            (
                "Count how often gradient_of is called.",
                "gradient_of を何回呼び出しているか、数えてください。",
            ),
            (
                "Feeling the slopes is the expensive part of a step, and an answer is about every knob.",
                "一歩の中で手間がかかるのは、傾きを調べるところです。そして 1 回の答えには、すべてのつまみのことが入っています。",
            ),
            (
                "The shop is 20 km away. Fetch the bread, drive home, go back for the milk: 80 km. With one shopping bag it is 40.",
                "店まで 20 km あります。パンを買って帰り、また牛乳を買いに行くと 80 km です。一度に買って帰れば 40 km で済みます。",
            ),
        ],
    )
    def asked_twice(w, b, gradient_of, learning_rate):
        dw = gradient_of(w, b)[0]
        db = gradient_of(w, b)[1]
        return w - learning_rate * dw, b - learning_rate * db

    @misconception(
        "partial-derivative",
        en="To hold the other knob still, you set it to 0. Still means: at the value that it has.",
        ja="もう一方のつまみを止めるつもりで、0 にしています。「止める」とは、いまの値のままにしておくことです。",
        hints=[
            (
                "With which values of w and b do you ask gradient_of?",
                "gradient_of に、w と b のどんな値を渡していますか。",
            ),
            (
                "Holding a knob and turning it to 0 are different things; they agree only where it stands at 0 anyway.",
                "つまみを押さえておくことと、0 まで回すことは違います。一致するのは、初めから 0 のときだけです。",
            ),
            (
                "For u·v² at u = 5, v = 3 the slope along u is 9, because v is held at 3. With v at 0 the slope would be 0.",
                "u·v² の u = 5, v = 3 での u 方向の傾きは、v を 3 に止めるので 9 です。v を 0 にしたら、傾きは 0 になってしまいます。",
            ),
        ],
    )
    def other_at_zero(w, b, gradient_of, learning_rate):
        dw, _ = gradient_of(w, 0.0)
        _, db = gradient_of(0.0 * w, b)
        return w - learning_rate * dw, b - learning_rate * db

    @misconception(
        "partial-derivative",
        en="You feel the slopes where all knobs are 0, not where w and b are.",
        ja="すべてのつまみが 0 の点で傾きを調べています。w と b がいまある場所ではありません。",
        hints=[
            (
                "What do you hand to gradient_of?",
                "gradient_of に何を渡していますか。",
            ),
            (
                "A slope belongs to a place. Elsewhere the ground may be flat, or lean the other way.",
                "傾きは場所ごとに決まります。別の場所では平らかもしれませんし、逆に傾いているかもしれません。",
            ),
            (
                "The curve u² has the slope 0 at u = 0, and 10 at u = 5. Whoever stands at 5 and measures at 0 takes this for the bottom.",
                "曲線 u² の傾きは、u = 0 では 0、u = 5 では 10 です。5 に立っているのに 0 で測ると、谷底にいると思い込んでしまいます。",
            ),
        ],
    )
    def asked_at_zero(w, b, gradient_of, learning_rate):
        dw, db = gradient_of(np.zeros_like(w), 0.0)
        return w - learning_rate * dw, b - learning_rate * db

    @misconception(
        "partial-derivative",
        en="You try a step, feel the slopes where it leads, and then use those for the step that counts.",
        ja="まず試しに一歩進み、その先で調べた傾きを使って、本番の一歩を進んでいます。",
        hints=[
            (
                "gradient_of is asked more than once. From where is each question asked?",
                "gradient_of を 2 回以上呼び出しています。それぞれ、どこに立ってたずねていますか。",
            ),
            (
                "There are methods that look ahead. This one feels the slopes under its feet, before anything has moved.",
                "先を見てから進む方法もあります。しかし、ここで使うのは、何も動かないうちに足もとで感じる傾きです。",
            ),
            (
                "On the curve u³ the slope at u = 2 is 12, and at u = 1 it is 3. Standing at 2 and going by the 3, you answer for a place where you are not.",
                "曲線 u³ の傾きは、u = 2 では 12、u = 1 では 3 です。2 に立っているのに 3 を使うと、自分のいない場所の話をすることになります。",
            ),
        ],
    )
    def looks_ahead(w, b, gradient_of, learning_rate):
        dw, db = gradient_of(w, b)
        dw, db = gradient_of(w - learning_rate * dw, b - learning_rate * db)
        return w - learning_rate * dw, b - learning_rate * db

    @misconception(
        "partial-derivative",
        en="You feel the slopes one learning rate away from the place where you stand.",
        ja="いま立っている場所から、学習率の分だけ離れた点で傾きを調べています。",
        hints=[
            (
                "Print the point that you hand to gradient_of, and w and b next to it.",
                "gradient_of に渡している点を、w と b に並べて表示してみてください。",
            ),
            (
                "The learning rate says how far to go once the slopes are known. How steep it is here does not depend on it.",
                "学習率は、傾きがわかったあとで、どれだけ進むかを決める数です。ここがどれだけ急かには関係ありません。",
            ),
            (
                "On the curve u³ the slope at u = 2 is 12. Felt 0.5 further left, at 1.5, it is only 6.75.",
                "曲線 u³ の u = 2 での傾きは 12 です。左へ 0.5 ずれた 1.5 で調べると、6.75 しかありません。",
            ),
        ],
    )
    def off_by_the_rate(w, b, gradient_of, learning_rate):
        dw, db = gradient_of(w - learning_rate, b - learning_rate)
        return w - learning_rate * dw, b - learning_rate * db

    @misconception(
        "update-rule",
        en="You walk uphill: w and b move to where the loss grows.",
        ja="坂を上っています。w も b も、損失の増える方向へ動いています。",
        hints=[
            (
                "Does w get larger or smaller when its slope is positive?",
                "w の傾きが正のとき、w は大きくなりますか、小さくなりますか。",
            ),
            (
                "The slopes are the right ones. Check to which side each of them sends its knob.",
                "傾きは正しく求まっています。それぞれの傾きが、つまみをどちらへ動かしているかを確かめてください。",
            ),
            (
                "A meadow rises 2 m for every step east and falls 1 m for every step north. Ten steps east and ten south: 30 m higher. Ten west and ten north: 30 m lower.",
                "東へ 1 歩で 2 m 上り、北へ 1 歩で 1 m 下る草原があります。東へ 10 歩、南へ 10 歩なら 30 m 高くなり、西へ 10 歩、北へ 10 歩なら 30 m 低くなります。",
            ),
        ],
    )
    def uphill(w, b, gradient_of, learning_rate):
        dw, db = gradient_of(w, b)
        return w + learning_rate * dw, b + learning_rate * db

    @misconception(
        "update-rule",
        en="You step by the whole slopes: the learning rate has no effect.",
        ja="傾きの大きさのまま動いています。学習率がまったく効いていません。",
        hints=[
            (
                "Change nothing but the learning rate. Does your answer change?",
                "学習率だけを変えてみてください。答えは変わりますか。",
            ),
            (
                "A slope says which way and how steep. How far to go is decided by another number, which you do not use.",
                "傾きが教えてくれるのは向きと急さです。どれだけ進むかは別の数が決めますが、それが使われていません。",
            ),
            (
                "A fine drive moves a lens by 0.05 mm for every turn. Forty turns move it by 2 mm; without the gear it would be shot 40 mm away.",
                "1 回転で 0.05 mm だけ動く微動ねじがあります。40 回転でレンズは 2 mm 動きます。この減速を忘れて 40 mm 動かしたら、像は消えてしまいます。",
            ),
        ],
    )
    def rate_forgotten(w, b, gradient_of, learning_rate):
        dw, db = gradient_of(w, b)
        return w - dw, b - db

    @misconception(
        "update-rule",
        en="You move w and give b back as it was.",
        ja="w だけを動かし、b は元のまま返しています。",
        hints=[
            (
                "Compare the b that you return with the b that you were given.",
                "返した b と、受け取った b を比べてください。",
            ),
            (
                "Together means both. b has a slope of its own, and nothing was done with it.",
                "「一緒に」とは、両方ということです。b にも自分の傾きがありますが、使われていません。",
            ),
            (
                "An archer's arrows land 30 cm too far left and 20 cm too low. After correcting left and right only, each still lands 20 cm too low.",
                "矢が、的の中心から左へ 30 cm、下へ 20 cm ずれます。左右だけを直しても、どの矢も 20 cm 低いままです。",
            ),
        ],
    )
    def b_left_behind(w, b, gradient_of, learning_rate):
        dw, _ = gradient_of(w, b)
        return w - learning_rate * dw, b

    @misconception(
        "update-rule",
        en="You took the two slopes in the wrong order: each knob moves by the slope of the other.",
        ja="二つの傾きを逆の順番で受け取っています。どちらのつまみも、相手の傾きで動いています。",
        hints=[
            (
                "In which order does gradient_of return the slopes, and in which do you receive them?",
                "gradient_of はどの順番で傾きを返しますか。あなたはどの順番で受け取っていますか。",
            ),
            (
                "Names on the left of = are filled from left to right. Python does not know what they are meant for.",
                "= の左側に並べた名前には、左から順に値が入ります。名前の意味を Python は知りません。",
            ),
            (
                "A tin weighs 250 g and costs 600 yen. After price, weight = 250, 600 Python does not complain, and the tin is far too cheap.",
                "重さ 250 g、値段 600 円の缶詰があります。price, weight = 250, 600 と書いても Python は文句を言わず、缶詰は 250 円になってしまいます。",
            ),
        ],
    )
    def slopes_exchanged(w, b, gradient_of, learning_rate):
        db, dw = gradient_of(w, b)
        return w - learning_rate * dw, b - learning_rate * db

    @misconception(
        "update-rule",
        en="You add the slopes up and move both knobs by the same total.",
        ja="傾きを合計し、両方のつまみを同じ量だけ動かしています。",
        hints=[
            (
                "By how much does w move, and by how much b?",
                "w はどれだけ動きますか。b はどれだけ動きますか。",
            ),
            (
                "A total says what happens when everybody moves at once. It cannot say how far, or even which way, a single knob should go.",
                "合計は、全員が一度に動いたときの変化を表します。一つ一つのつまみがどれだけ、どちらへ動けばよいのかは教えてくれません。",
            ),
            (
                "Two knobs with the slopes +5 and −5 add up to 0, and neither would be touched, although each of them could help.",
                "傾きが +5 と −5 のつまみがあります。合計は 0 なので、どちらにも触らないことになります。本当は、どちらも役に立つのにです。",
            ),
        ],
    )
    def one_slope_for_both(w, b, gradient_of, learning_rate):
        dw, db = gradient_of(w, b)
        total = np.sum(dw) + db
        return w - learning_rate * total, b - learning_rate * total

    @misconception(
        "update-rule",
        en="You return how far w and b move, not where they arrive.",
        ja="w と b がどれだけ動くかを返しています。動いて着いた場所ではありません。",
        hints=[
            (
                "On flat ground both slopes are 0. What do you return there, and where are w and b?",
                "平らな場所では、傾きはどちらも 0 です。そのとき何を返していますか。w と b はどこにありますか。",
            ),
            (
                "Your answer does not depend on where the knobs stood before. Should it?",
                "あなたの答えは、つまみが元々どこにあったかによりません。それでよいのでしょうか。",
            ),
            (
                "A train at kilometre 120 rolls back by 15. It now stands at kilometre 105, and not at −15.",
                "120 km 地点の列車が 15 km 後退しました。いまいるのは 105 km 地点で、−15 km 地点ではありません。",
            ),
        ],
    )
    def steps_alone(w, b, gradient_of, learning_rate):
        dw, db = gradient_of(w, b)
        return -learning_rate * dw, -learning_rate * db

    @misconception(
        "update-rule",
        en="You write the new w into the caller's array: the old point is gone.",
        ja="新しい w を、呼び出し側の配列に書き込んでいます。動く前の点が失われてしまいます。",
        hints=[
            (
                "Print the array that you hand over as w, before and after the call.",
                "w として渡した配列を、呼び出しの前とあとで表示してみてください。",
            ),
            (
                "Operators with = at the end behave differently for numbers and for arrays: a number gets a successor, an array is written over.",
                "= で終わる複合代入の演算子は、数と配列とで働きが違います。数なら新しい値に置きかわり、配列なら中身が上書きされます。",
            ),
            (
                "With a = np.array([4, 5]) and c = a, the line c += 1 makes a [5, 6] as well. With a = 4 and c = a it leaves a at 4.",
                "a = np.array([4, 5]), c = a のあとで c += 1 とすると、a まで [5, 6] になります。a = 4, c = a なら、a は 4 のままです。",
            ),
        ],
    )
    def written_over(w, b, gradient_of, learning_rate):
        dw, db = gradient_of(w, b)
        w -= learning_rate * dw
        b -= learning_rate * db
        return w, b

    @misconception(
        "update-rule",
        en="Your function works only if w is an array: a w that is a plain number makes it fail.",
        ja="w が配列のときしか動きません。w がただの数だと、エラーになります。",
        hints=[
            (
                "Call your function with a plain number for w. gradient_of then returns a plain number for it, too.",
                "w にただの数を渡して呼び出してみてください。そのとき gradient_of が返す dw も、ただの数です。",
            ),
            (
                "Methods and loops that an array offers do not exist for a number. What you do to w should make sense for both.",
                "配列のメソッドや、要素ごとのループは、ただの数には使えません。w に対する操作は、どちらでも意味をもつようにします。",
            ),
            (
                "(2.5).copy() and len(2.5) are errors in Python. 2.5 * 4 is 10.0, and np.array([2.5, 1.0]) * 4 is [10.0, 4.0]: arithmetic serves both.",
                "Python では (2.5).copy() も len(2.5) もエラーです。2.5 * 4 は 10.0、np.array([2.5, 1.0]) * 4 は [10.0, 4.0] です。算術演算は、どちらにも使えます。",
            ),
        ],
    )
    def arrays_only(w, b, gradient_of, learning_rate):
        dw, db = gradient_of(w, b)
        new = w.copy()
        for i in range(len(w)):
            new[i] = w[i] - learning_rate * dw[i]
        return new, b - learning_rate * db


class descend:
    @misconception(
        "update-rule",
        en="The start is missing: your walk begins after the first step.",
        ja="出発点が抜けています。道すじが、一歩進んだあとから始まっています。",
        hints=[
            (
                "What do you return for steps = 0?",
                "steps = 0 のとき、何を返していますか。",
            ),
            (
                "Points and steps are counted differently. The place where nobody has moved yet is a point of the walk, too.",
                "点の数と歩数は、数え方が違います。まだ一歩も動いていない場所も、道すじの点です。",
            ),
            (
                "A trip with 3 nights has 4 days: one after every night, and the day on which you arrive.",
                "3 泊の旅行は 4 日間です。泊まった翌日が三つと、着いた日が一つあります。",
            ),
        ],
    )
    def start_missing(gradient_of, start, learning_rate, steps):
        here, rows = start, []
        for _ in range(steps):
            here = here - learning_rate * gradient_of(here)
            rows.append(here)
        return np.array(rows)

    @misconception(
        "update-rule",
        en="You return only the place where the walk ends, not the walk.",
        ja="着いた場所だけを返しています。そこまでの道すじがありません。",
        hints=[
            (
                "Look at the shape of what you return.",
                "返している値の形(shape)を見てください。",
            ),
            (
                "You walked rightly, but left no footprints: every point was replaced by the next.",
                "歩き方は正しいのですが、足あとが残っていません。どの点も、次の点で置きかえられています。",
            ),
            (
                "At 9, 12 and 15 o'clock it was 14, 19 and 22 degrees. A chart of the day needs all three numbers; 22 alone does not show how it went.",
                "9 時、12 時、15 時の気温は 14 度、19 度、22 度でした。一日のグラフには、この三つが必要です。22 度だけでは、どう変わったのかわかりません。",
            ),
        ],
    )
    def only_the_end(gradient_of, start, learning_rate, steps):
        here = start
        for _ in range(steps):
            here = here - learning_rate * gradient_of(here)
        return here

    @misconception(
        "update-rule",
        en="All rows of your walk are one and the same array: it moves, and every row shows where it is in the end.",
        ja="どの行も同じ一つの配列です。その配列が動くので、すべての行が最後の場所になっています。",
        hints=[
            (
                "Print the list of points after every step. Do the earlier points change?",
                "一歩ごとに、点のリストを表示してみてください。前の点まで変わっていませんか。",
            ),
            (
                "append makes no copy. Your list holds the same array many times, and in-place operators write into it.",
                "append は写しを作りません。リストには同じ配列が何度も入っていて、複合代入の演算子はその配列に上書きします。",
            ),
            (
                "With a = np.zeros(2) and rows = [a, a], the line a += 5 makes both rows [5, 5]: there was one array all along.",
                "a = np.zeros(2), rows = [a, a] のあとで a += 5 とすると、二つの行がどちらも [5, 5] になります。初めから、配列は一つしかありません。",
            ),
        ],
    )
    def one_array(gradient_of, start, learning_rate, steps):
        here = start.copy()
        rows = [here]
        for _ in range(steps):
            here -= learning_rate * gradient_of(here)
            rows.append(here)
        return np.array(rows)

    @misconception(
        "update-rule",
        en="You felt the slope once, at the start, and let it guide the whole walk.",
        ja="傾きを調べたのは出発点での 1 回だけで、その傾きのまま最後まで歩いています。",
        hints=[
            (
                "How often is gradient_of asked on a walk of 8 steps?",
                "8 歩進む間に、gradient_of を何回呼び出していますか。",
            ),
            (
                "A slope is local. After one step you stand on other ground.",
                "傾きは、その場所だけのものです。一歩進めば、足もとは別の場所になっています。",
            ),
            (
                "On the curve u⁴ the slope is 32 at u = 2, 4 at u = 1 and 0 at the bottom. Whoever goes on by the 32 runs past the bottom and up the other side.",
                "曲線 u⁴ の傾きは、u = 2 では 32、u = 1 では 4、谷底では 0 です。32 のまま歩き続けると、谷底を通り過ぎて向こう側を上ってしまいます。",
            ),
        ],
    )
    def slope_of_the_start(gradient_of, start, learning_rate, steps):
        slope = gradient_of(start)
        rows = [start]
        for _ in range(steps):
            rows.append(rows[-1] - learning_rate * slope)
        return np.array(rows)

    @misconception(
        "update-rule",
        en="Every step of yours sets out from the start again, not from where the last one ended.",
        ja="どの一歩も、また出発点から踏み出しています。前の一歩で着いた場所からではありません。",
        hints=[
            (
                "From which point does your second step set out?",
                "2 歩目は、どの点から踏み出していますか。",
            ),
            (
                "The slope is felt in one place, and the step is taken from another.",
                "傾きを調べる場所と、一歩を踏み出す場所が食い違っています。",
            ),
            (
                "You have 100 yen and save 10 a month: 110, 120, 130. Whoever adds to the first 100 every time writes 110, 110, 110.",
                "100 円から毎月 10 円ずつ貯めると、110, 120, 130 と増えます。いつも最初の 100 円に足していると、110, 110, 110 のままです。",
            ),
        ],
    )
    def always_from_the_start(gradient_of, start, learning_rate, steps):
        rows = [start]
        for _ in range(steps):
            rows.append(start - learning_rate * gradient_of(rows[-1]))
        return np.array(rows)

    @misconception(
        "update-rule",
        en="Your walk climbs: with every step the loss grows.",
        ja="坂を上っています。一歩ごとに損失が増えていきます。",
        hints=[
            (
                "Follow the length of the gradient along your walk. Towards the bottom of a bowl it gets smaller; does yours?",
                "道すじに沿って、勾配の大きさを見てください。お椀の底に近づけば小さくなります。あなたの場合はどうですか。",
            ),
            (
                "The places where you feel the slope are right. Look at the side to which it sends you.",
                "傾きを調べる場所は合っています。その傾きで、どちら側へ進んでいるかを見てください。",
            ),
            (
                "Where the slope is −3, the ground falls by 3 for every metre to the right. Two metres to the left you are 6 higher; two metres to the right, 6 lower.",
                "傾きが −3 の場所では、右へ 1 m 進むごとに 3 m 下がります。左へ 2 m 行けば 6 m 高く、右へ 2 m 行けば 6 m 低くなります。",
            ),
        ],
    )
    def uphill(gradient_of, start, learning_rate, steps):
        rows = [start]
        for _ in range(steps):
            rows.append(rows[-1] + learning_rate * gradient_of(rows[-1]))
        return np.array(rows)

    @misconception(
        "update-rule",
        en="You take one step more than asked.",
        ja="頼まれた歩数より 1 歩多く進んでいます。",
        hints=[
            (
                "How many rows do you return for steps = 0, and for steps = 1?",
                "steps = 0 のときと steps = 1 のとき、それぞれ何行返していますか。",
            ),
            (
                "The start was counted twice: it is in your list, and the loop makes room for it once more.",
                "出発点を二重に数えています。リストに入れてあるのに、ループの回数にも含めています。",
            ),
            (
                "A loop over range(3 + 1) runs 4 times: for 0, 1, 2 and 3.",
                "range(3 + 1) のループは、0, 1, 2, 3 の 4 回まわります。",
            ),
        ],
    )
    def one_step_too_many(gradient_of, start, learning_rate, steps):
        rows = [start]
        for _ in range(steps + 1):
            rows.append(rows[-1] - learning_rate * gradient_of(rows[-1]))
        return np.array(rows)

    @misconception(
        "update-rule",
        en="You take one step less than asked.",
        ja="頼まれた歩数より 1 歩少なくなっています。",
        hints=[
            (
                "Try steps = 1. Does anything move?",
                "steps = 1 で試してください。何か動きましたか。",
            ),
            (
                "Count the rounds of your loop on your fingers. range leaves out its end, wherever it begins.",
                "ループが何回まわるか、指で数えてください。range はどこから始めても、終わりの数を含みません。",
            ),
            (
                "range(1, 5) is 1, 2, 3, 4: four rounds, not five.",
                "range(1, 5) は 1, 2, 3, 4 です。まわるのは 5 回ではなく 4 回です。",
            ),
        ],
    )
    def one_step_short(gradient_of, start, learning_rate, steps):
        rows = [start]
        for _ in range(1, steps):
            rows.append(rows[-1] - learning_rate * gradient_of(rows[-1]))
        return np.array(rows)

    @misconception(
        "update-rule",
        en="Your learning rate gets smaller with every step. Here it stays as it is; what shrinks by itself is the gradient.",
        ja="一歩ごとに学習率を小さくしています。ここでは学習率は変わりません。自然に小さくなるのは勾配のほうです。",
        hints=[
            (
                "The first step is right. What is different in the second?",
                "1 歩目は合っています。2 歩目では何が違いますか。",
            ),
            (
                "There are schedules that let the learning rate fade, but nobody asked for one here.",
                "学習率をだんだん小さくする方法もありますが、ここでは求められていません。",
            ),
            (
                "1000 yen at 10 % a year grow to 1100, 1210, 1331. Let the 10 % become 5 % in the second year, and there it is 1155 already: another contract.",
                "1000 円を年 10 % で預けると、1100, 1210, 1331 と増えます。2 年目の利率が 5 % に下がれば、その年は 1155 円です。それは別の契約です。",
            ),
        ],
    )
    def rate_fades(gradient_of, start, learning_rate, steps):
        rows = [start]
        for k in range(steps):
            rows.append(rows[-1] - learning_rate / (k + 1) * gradient_of(rows[-1]))
        return np.array(rows)

    @misconception(
        "update-rule",
        en="Your walk drags the caller's start along: after the call it stands at the end of the walk.",
        ja="呼び出し側の start まで一緒に動かしています。呼び出しのあと、start が終点に変わっています。",
        hints=[
            (
                "Print start before and after the call.",
                "start を、呼び出しの前とあとで表示してみてください。",
            ),
            (
                "A second name is not a second array. Moving under one name moves under both.",
                "名前を二つ付けても、配列は二つになりません。一方の名前で動かせば、もう一方の名前でも動いています。",
            ),
            (
                "After a = [3, 4] and b = a, the line b[0] = 9 makes a [9, 4] as well.",
                "a = [3, 4], b = a のあとで b[0] = 9 とすると、a も [9, 4] になります。",
            ),
        ],
    )
    def start_dragged_along(gradient_of, start, learning_rate, steps):
        here = start
        rows = [here.copy()]
        for _ in range(steps):
            here -= learning_rate * gradient_of(here)
            rows.append(here.copy())
        return np.array(rows)

    @misconception(
        "update-rule",
        en="Your walk is right, but the gradient is asked for once more than there are steps.",
        ja="道すじは正しいのですが、勾配をたずねる回数が歩数より 1 回多くなっています。",
        hints=[
            (
                "How often is gradient_of called for steps = 0?",
                "steps = 0 のとき、gradient_of を何回呼び出していますか。",
            ),
            (
                "A slope is needed where a step sets out. From the last point nobody sets out any more.",
                "傾きが必要なのは、一歩を踏み出す場所です。最後の点からは、もう誰も踏み出しません。",
            ),
            (
                "A tour of 4 stages, each begun with a tank of 40 litres, takes 160 litres. Whoever fills up on arrival too has paid for 200.",
                "4 区間の旅で、区間の初めごとに 40 リットル給油すると、160 リットルです。到着後にも給油すると、200 リットル分を払うことになります。",
            ),
        ],
    )
    def one_question_too_many(gradient_of, start, learning_rate, steps):
        here, slope = start, gradient_of(start)
        rows = [here]
        for _ in range(steps):
            here = here - learning_rate * slope
            slope = gradient_of(here)
            rows.append(here)
        return np.array(rows)

    @misconception(
        "update-rule",
        en="Your points stand in the columns; each of them should be a row.",
        ja="点が列に並んでいます。一つの点が一つの行になるはずです。",
        hints=[
            (
                "Look at the shape of your answer for a start of 2 numbers and 5 steps.",
                "2 個の数からなる start で 5 歩進み、答えの形(shape)を見てください。",
            ),
            (
                "The numbers are right. Rows and columns have changed places.",
                "数は合っています。行と列が入れ替わっています。",
            ),
            (
                "Three pupils with two marks each, a row for every pupil: [[7, 9], [5, 6], [8, 4]], shape (3, 2). In shape (2, 3) the first row is [7, 5, 8], and that is nobody's report.",
                "生徒 3 人に得点が二つずつあり、1 人を 1 行にすると [[7, 9], [5, 6], [8, 4]] で、形は (3, 2) です。形を (2, 3) にすると最初の行は [7, 5, 8] で、誰の成績でもありません。",
            ),
        ],
    )
    def points_in_columns(gradient_of, start, learning_rate, steps):
        rows = [start]
        for _ in range(steps):
            rows.append(rows[-1] - learning_rate * gradient_of(rows[-1]))
        return np.array(rows).T
