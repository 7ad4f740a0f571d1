"""ex2: wrong answers, one misunderstanding each."""

import numpy as np

from reference.catalogue import misconception


class gradient_numeric:
    @misconception(
        "partial-derivative",
        en="You looked to one side only: forward differences instead of central ones.",
        ja="片側しか見ていません。中心差分ではなく前進差分です。",
        hints=[
            (
                "Take f = x₁² at x₁ = 0, where the ground is level, with a large step. What do you measure?",
                "f = x₁² の x₁ = 0 は平らな場所です。ここで大きな歩幅を使うと、測った傾きはいくつになりますか。",
            ),
            (
                "The slope of a chord belongs to its middle. The middle of yours lies ahead of where you stand.",
                "2 点を結ぶ直線の傾きは、2 点の真ん中での傾きを表します。あなたの 2 点の真ん中は、立っている場所より前にあります。",
            ),
            (
                "For u² at u = 4 with step 2: ahead, (36 − 16) / 2 = 10; behind, (16 − 4) / 2 = 6. The slope is 8. Each side alone leans its own way.",
                "u² の u = 4 で、歩幅 2 とします。前だけを見ると (36 − 16) / 2 = 10、後ろだけを見ると (16 − 4) / 2 = 6 で、本当の傾きは 8 です。片側だけでは、見た側に偏ります。",
            ),
        ],
    )
    def one_sided(f, point, step=1e-5):
        here = f(point)
        gradient = np.zeros(len(point))
        for i in range(len(point)):
            nudge = np.zeros(len(point))
            nudge[i] = step
            gradient[i] = (f(point + nudge) - here) / step
        return gradient

    @misconception(
        "partial-derivative",
        en="You divided by one step, but the two points of each difference lie two steps apart.",
        ja="歩幅 1 つ分で割っていますが、差をとった 2 点は歩幅 2 つ分離れています。",
        hints=[
            (
                "Is every slope too large by the same factor?",
                "どの傾きも、同じ割合だけ大きすぎませんか。",
            ),
            (
                "Slope is rise over run. The rise is right; how far is it from the one point to the other?",
                "傾きは「高さの差 ÷ 進んだ距離」です。高さの差は合っています。一方の点からもう一方の点まで、距離はどれだけですか。",
            ),
            (
                "At 8 o'clock it is 14 °C, at 12 o'clock 22 °C. Either is 2 hours from 10 o'clock, but the 8 degrees took 4 hours: 2 degrees an hour.",
                "8 時に 14 °C、12 時に 22 °C でした。どちらも 10 時からは 2 時間ですが、8 度上がるのにかかったのは 4 時間です。1 時間あたり 2 度となります。",
            ),
        ],
    )
    def step_not_doubled(f, point, step=1e-5):
        nudges = step * np.eye(len(point))
        return np.array([(f(point + nudge) - f(point - nudge)) / step for nudge in nudges])

    @misconception(
        "partial-derivative",
        en="You moved all knobs every time: each entry is the same blend of all the slopes.",
        ja="毎回すべてのつまみを動かしています。どの要素も、全部の傾きが混ざった同じ数です。",
        hints=[
            (
                "Compare the entries of your answer with each other.",
                "答えの要素どうしを見比べてください。",
            ),
            (
                "The loop counts the knobs, but nothing in it depends on which knob it is. A number added to an array is added to every element.",
                "ループはつまみを数えていますが、中身はどのつまみの番でも同じです。配列に数を足すと、すべての要素に足されます。",
            ),
            (
                "For g = 4a − 7b, moving both knobs together measures −3, as often as you like. The slopes are 4 and −7.",
                "g = 4a − 7b で両方を同時に動かすと、何度測っても −3 です。傾きは 4 と −7 です。",
            ),
        ],
    )
    def all_moved(f, point, step=1e-5):
        gradient = []
        for _ in range(len(point)):
            gradient.append((f(point + step) - f(point - step)) / (2 * step))
        return np.array(gradient)

    @misconception(
        "partial-derivative",
        en="You did not put a knob back before you moved the next one: the later slopes are felt somewhere else.",
        ja="つまみを元に戻さないまま、次のつまみを動かしています。あとの傾きほど、別の場所で測ったものになります。",
        hints=[
            (
                "Print your moving copy at the start of every round of the loop.",
                "ループの各回の初めに、動かしている配列を表示してください。",
            ),
            (
                "The first slope is right, the others are not: every round starts where the one before it stopped.",
                "最初の傾きだけが正しく、残りは違います。どの回も、前の回が終わった位置から始まっています。",
            ),
            (
                "g = a·b at (3, 5), step 1. For a: (20 − 10) / 2 = 5, and a is left at 2. For b from there: (2·6 − 2·4) / 2 = 2. The slope for b at (3, 5) is 3.",
                "g = a·b の点 (3, 5) で、歩幅 1 とします。a の傾きは (20 − 10) / 2 = 5 で、このとき a は 2 の位置に残されます。続けて b を測ると (2·6 − 2·4) / 2 = 2 ですが、(3, 5) での b の傾きは 3 です。",
            ),
        ],
    )
    def not_put_back(f, point, step=1e-5):
        moving = point.copy()
        gradient = np.zeros(len(point))
        for i in range(len(point)):
            moving[i] += step
            right = f(moving)
            moving[i] -= 2 * step
            left = f(moving)
            gradient[i] = (right - left) / (2 * step)
        return gradient

    @misconception(
        "partial-derivative",
        en="You made the array of nudges once, before the loop: in every round one more knob moves along.",
        ja="つまみをずらす量の配列を、ループの前で 1 回だけ作っています。回を追うごとに、一緒に動くつまみが増えていきます。",
        hints=[
            (
                "Print, in every round, by how much each knob is moved.",
                "ループの各回で、それぞれのつまみをどれだけずらしているかを表示してください。",
            ),
            (
                "What was written into an array in an earlier round is still there in the next.",
                "配列に書きこんだものは、次の回になっても残っています。",
            ),
            (
                "Lamps of 5, 20 and 60 W on one meter, switched on one after the other and never off: it reads 5, 25, 85.",
                "5 W, 20 W, 60 W の電球を 1 台の電力計につなぎ、消さずに順につけていくと、表示は 5, 25, 85 になります。",
            ),
        ],
    )
    def nudges_pile_up(f, point, step=1e-5):
        nudge = np.zeros(len(point))
        gradient = np.zeros(len(point))
        for i in range(len(point)):
            nudge[i] = step
            gradient[i] = (f(point + nudge) - f(point - nudge)) / (2 * step)
        return gradient

    @misconception(
        "partial-derivative",
        en="You subtracted the wrong way round: every slope has the wrong sign.",
        ja="引き算の順番が逆です。すべての傾きの符号が反対になっています。",
        hints=[
            (
                "Try a function that rises with every knob, and look at the signs.",
                "どのつまみを上げても増える関数で試し、符号を見てください。",
            ),
            (
                "Rise and run must be taken in the same order. Yours are not.",
                "高さの差と進んだ距離は、同じ順番で引かなければなりません。それが食い違っています。",
            ),
            (
                "A child was 98 cm tall at 3 and 110 cm at 5. 98 − 110 over 5 − 3 would say that it shrinks by 6 cm a year.",
                "ある子どもの身長は、3 歳で 98 cm、5 歳で 110 cm でした。(98 − 110) / (5 − 3) とすると、毎年 6 cm 縮んでいることになります。",
            ),
        ],
    )
    def sides_exchanged(f, point, step=1e-5):
        nudges = step * np.eye(len(point))
        return np.array([(f(point - nudge) - f(point + nudge)) / (2 * step) for nudge in nudges])

    @misconception(
        "partial-derivative",
        en="You added the slopes up: one blended number where a list of slopes is wanted.",
        ja="傾きを足し合わせています。傾きの一覧が必要なのに、混ざった一つの数になっています。",
        hints=[
            (
                "How many numbers do you return, and how many knobs are there?",
                "返している数はいくつですか。つまみはいくつありますか。",
            ),
            (
                "A sum cannot be taken apart again: it does not say which knob did what.",
                "足してしまった数は、もう分けられません。どのつまみがどれだけ効いたのか、わからなくなります。",
            ),
            (
                "Three friends ate for 1200, 300 and 800 yen. The bill says 2300. “What does each of us owe?” it cannot answer.",
                "3 人で食事をし、それぞれ 1200 円、300 円、800 円でした。伝票には 2300 円とあるだけで、「一人一人はいくらか」には答えられません。",
            ),
        ],
    )
    def added_up(f, point, step=1e-5):
        total = 0.0
        for i in range(len(point)):
            nudge = np.zeros(len(point))
            nudge[i] = step
            total += (f(point + nudge) - f(point - nudge)) / (2 * step)
        return total

    @misconception(
        "partial-derivative",
        en="You collect the slopes in an array of integers: everything behind the decimal point is cut off.",
        ja="傾きを整数の配列に入れています。小数点以下が切り捨てられます。",
        hints=[
            (
                "Look at the dtype of the array that you return.",
                "返している配列の dtype を見てください。",
            ),
            (
                "An array keeps the type that it was made with. A number that does not fit is cut silently.",
                "配列の型は、作ったときに決まります。合わない数を入れると、何も言わずに切り捨てられます。",
            ),
            (
                "Scales that show whole kilograms only: 2.7 kg reads as 2, and 0.9 kg as 0. In Python int(2.7) is 2, and int(-0.9) is 0.",
                "1 kg 単位でしか表示できないはかりでは、2.7 kg は 2、0.9 kg は 0 になります。Python でも int(2.7) は 2、int(-0.9) は 0 です。",
            ),
        ],
    )
    def array_of_integers(f, point, step=1e-5):
        gradient = np.array([0] * len(point))
        for i in range(len(point)):
            nudge = np.zeros(len(point))
            nudge[i] = step
            gradient[i] = (f(point + nudge) - f(point - nudge)) / (2 * step)
        return gradient

    @misconception(
        "partial-derivative",
        en="You always use the step 0.00001, whichever step you are given.",
        ja="どんな歩幅を渡されても、いつも 0.00001 を使っています。",
        hints=[
            (
                "Call your function with the steps 0.5 and 0.01, on a function that is not quadratic.",
                "2 次でない関数を選び、歩幅 0.5 と 0.01 で呼び出して比べてください。",
            ),
            (
                "One of the parameters is never used.",
                "使われていない引数が一つあります。",
            ),
            (
                "For u³ at u = 2 the central difference is 12.01 with step 0.1 and 13 with step 1. Who asks for the coarse one wants to see the 13.",
                "u³ の u = 2 での中心差分は、歩幅 0.1 なら 12.01、歩幅 1 なら 13 です。粗い歩幅で尋ねた人は、13 という答えを知りたいのです。",
            ),
        ],
    )
    def step_ignored(f, point, step=1e-5):
        h = 1e-5
        nudges = h * np.eye(len(point))
        return np.array([(f(point + nudge) - f(point - nudge)) / (2 * h) for nudge in nudges])

    @misconception(
        "partial-derivative",
        en="You moved each knob by a share of its own setting instead of by the step: what stands far from 0 moves far, what stands at 0 not at all.",
        ja="歩幅の分だけではなく、いまの値に対する割合で動かしています。0 から遠いつまみは大きく動き、0 にあるつまみはまったく動きません。",
        hints=[
            (
                "Try a point with a coordinate that is exactly 0.",
                "ちょうど 0 の座標を含む点で試してください。",
            ),
            (
                "A step is a distance, the same for every knob. Multiplying turns it into a percentage.",
                "歩幅は距離で、どのつまみでも同じです。掛け算をすると、割合になってしまいます。",
            ),
            (
                "“10 more” takes 200 to 210 and 0 to 10. “10 % more” takes 200 to 220, and 0 stays 0.",
                "「10 増やす」なら 200 は 210 に、0 は 10 になります。「10 % 増やす」なら 200 は 220 になりますが、0 は 0 のままです。",
            ),
        ],
    )
    def share_of_the_setting(f, point, step=1e-5):
        gradient = np.zeros(len(point))
        for i in range(len(point)):
            right, left = point.copy(), point.copy()
            right[i] *= 1 + step
            left[i] *= 1 - step
            gradient[i] = (f(right) - f(left)) / (2 * step)
        return gradient

    @misconception(
        "partial-derivative",
        en="You ask f at the nudge itself, not at the point moved by it: you feel the slopes at the origin.",
        ja="点をずらした先ではなく、ずらす量そのもので f に尋ねています。原点での傾きを測っていることになります。",
        hints=[
            (
                "Does your answer depend on point?",
                "あなたの答えは point によって変わりますか。",
            ),
            (
                "How far to move and where to stand are different things. Where is the place in your code at which you stand?",
                "「どれだけ動くか」と「どこに立つか」は別のことです。立っている場所は、コードのどこに現れますか。",
            ),
            (
                "For u³ at u = 2, step 1: asked at 1 and 3 it is (27 − 1) / 2 = 13. Asked at −1 and 1 it is (1 + 1) / 2 = 1, however far from 0 you stand.",
                "u³ の u = 2 で歩幅 1 なら、1 と 3 で尋ねて (27 − 1) / 2 = 13 です。−1 と 1 で尋ねると (1 + 1) / 2 = 1 となり、どこに立っていても変わりません。",
            ),
        ],
    )
    def around_the_origin(f, point, step=1e-5):
        nudges = step * np.eye(len(point))
        return np.array([(f(nudge) - f(-nudge)) / (2 * step) for nudge in nudges])

    @misconception(
        "partial-derivative",
        en="You moved the caller's own knobs and put them back by adding and subtracting: the last digits are not what they were.",
        ja="呼び出した側の point を直接動かし、足し引きで元に戻しています。末尾の桁が元どおりになりません。",
        hints=[
            (
                "Keep a copy of point, run your function, and compare the two with == and not by eye.",
                "point のコピーをとってから関数を実行し、目ではなく == で比べてください。",
            ),
            (
                "With floating-point numbers, adding something and taking it away again does not always lead back. And whose array is it that you move?",
                "浮動小数点数では、足した数を引いても元に戻るとは限りません。それに、動かしているのは誰の配列でしょうか。",
            ),
            (
                "In Python 0.1 + 0.2 - 0.2 is 0.10000000000000003.",
                "Python では 0.1 + 0.2 - 0.2 は 0.10000000000000003 になります。",
            ),
        ],
    )
    def put_back_by_arithmetic(f, point, step=1e-5):
        gradient = np.zeros(len(point))
        for i in range(len(point)):
            point[i] += step
            right = f(point)
            point[i] -= 2 * step
            left = f(point)
            point[i] += step
            gradient[i] = (right - left) / (2 * step)
        return gradient

    @misconception(
        "cost",
        en="You average a forward and a backward difference for every knob. The values are right, but f in the middle cancels and was asked for nothing.",
        ja="つまみごとに、前進差分と後退差分を平均しています。値は正しいのですが、真ん中での f は打ち消し合うので、尋ねる必要がありませんでした。",
        hints=[
            (
                "Count how often f is called for one knob, and at which points.",
                "一つのつまみについて、f を何回、どの点で呼び出しているかを数えてください。",
            ),
            (
                "Write the average of the two fractions as one fraction. Which value of f is no longer in it?",
                "二つの分数の平均を、一つの分数にまとめてください。f のどの値が消えますか。",
            ),
            (
                "Savings of 40 000, then 55 000, then 90 000 yen: +15 000 and +35 000 are +50 000 together, and 90 000 − 40 000 says so without the 55 000.",
                "貯金が 4 万円、5 万 5 千円、9 万円と増えました。1 万 5 千円と 3 万 5 千円を足すと 5 万円ですが、9 万 − 4 万 とすれば、途中の 5 万 5 千円を知らなくてもわかります。",
            ),
        ],
    )
    def average_of_both_sides(f, point, step=1e-5):
        gradient = np.zeros(len(point))
        for i in range(len(point)):
            nudge = np.zeros(len(point))
            nudge[i] = step
            right, middle, left = f(point + nudge), f(point), f(point - nudge)
            gradient[i] = ((right - middle) / step + (middle - left) / step) / 2
        return gradient

    @misconception(
        "cost",
        en="You measure all the slopes anew for every single entry and keep one of them: n knobs cost n times as much as they should.",
        ja="要素を一つ求めるたびに、すべての傾きを測り直して一つだけ使っています。つまみが n 個なら、手間が n 倍になります。",
        hints=[
            (
                "Count the calls of f for 2, 3 and 6 knobs.",
                "つまみが 2 個、3 個、6 個のとき、f の呼び出し回数を数えてください。",
            ),
            (
                "The count grows with the square. There is a loop within a loop, and most of what the inner one finds is thrown away.",
                "呼び出し回数が、つまみの数の 2 乗で増えています。ループの中にループがあり、内側で求めたものはほとんど捨てられています。",
            ),
            (
                "To write down the marks of 30 pupils, you go through the pile of papers once. Going through all 30 for each name means 900 papers.",
                "30 人の得点を書き写すなら、答案の束を 1 回めくれば済みます。1 人分を書くたびに 30 枚すべてをめくると、900 枚になります。",
            ),
        ],
    )
    def all_slopes_for_each(f, point, step=1e-5):
        def every_slope():
            nudges = step * np.eye(len(point))
            return [(f(point + nudge) - f(point - nudge)) / (2 * step) for nudge in nudges]

        return np.array([every_slope()[i] for i in range(len(point))])

    @misconception(
        "cost",
        en="You let np.vectorize do the loop. It tries the first knob once more than you think, only to learn the type of the answers.",
        ja="ループを np.vectorize に任せています。np.vectorize は答えの型を知るために、最初のつまみを 1 回余分に試します。",
        hints=[
            (
                "Print the point each time f is asked. Which questions come twice?",
                "f に尋ねるたびに点を表示してください。2 度尋ねているのはどれですか。",
            ),
            (
                "The formula is right and thrifty. What calls it is not: a convenience of NumPy has habits of its own. Its documentation tells.",
                "式そのものに無駄はありません。無駄があるのは、それを呼び出している側です。NumPy の便利な道具にも癖があります。ドキュメントを読んでみてください。",
            ),
            (
                "A cook who tastes a trial portion before cooking for 5 guests cooks 6 portions. Nobody notices, unless the portions are counted.",
                "5 人の客に出す前に味見用を 1 人前作る料理人は、6 人前を作っています。数えられるまで、誰も気づきません。",
            ),
        ],
    )
    def tried_once_more(f, point, step=1e-5):
        def slope(i):
            nudge = np.zeros(len(point))
            nudge[i] = step
            return (f(point + nudge) - f(point - nudge)) / (2 * step)

        return np.vectorize(slope)(np.arange(len(point)))

    @misconception(
        "cost",
        en="You ask f for its value where you stand and never use it: one question too many.",
        ja="いま立っている場所での f の値を尋ねていますが、一度も使っていません。1 回余分です。",
        hints=[
            (
                "Which of the values that f gives you does not appear in the result?",
                "f から受け取った値のうち、結果に使われていないのはどれですか。",
            ),
            (
                "A one-sided difference needs the height of the place itself. Does yours?",
                "片側の差分なら、その場所の高さが必要です。あなたの差分ではどうでしょうか。",
            ),
            (
                "How much longer is the day on 21 June than on 21 December? 15 hours less 9 hours are 6 hours. The length of today does not come into it.",
                "6 月 21 日の昼は、12 月 21 日の昼よりどれだけ長いでしょうか。15 時間 − 9 時間 = 6 時間です。今日の昼の長さは関係ありません。",
            ),
        ],
    )
    def height_asked_for_nothing(f, point, step=1e-5):
        here = f(point)
        gradient = np.zeros(len(point))
        for i in range(len(point)):
            nudge = np.zeros(len(point))
            nudge[i] = step
            gradient[i] = (f(point + nudge) - f(point - nudge)) / (2 * step)
        return gradient

    @misconception(
        "cost",
        en="You ask f once more for every value, only to print it: twice as many questions as needed.",
        ja="値を表示するためだけに、f に同じことをもう一度尋ねています。呼び出しが 2 倍になっています。",
        hints=[
            (
                "Mark every place in your code where f is called, also those for looking on.",
                "コードの中で f を呼び出している箇所に、すべて印を付けてください。様子を見るためのものも含めてです。",
            ),
            (
                "Printing is free, asking is not. A value that is needed twice wants a name.",
                "表示は無料ですが、f に尋ねるのは有料です。2 回使う値には名前を付けておきましょう。",
            ),
            (
                "A laboratory takes 500 yen for each test. Having 4 samples tested for your notebook and again for the report costs 4000 yen instead of 2000.",
                "1 回 500 円で検査をする研究所があります。4 つの試料を、ノート用と報告書用に別々に検査してもらうと、2000 円で済むところが 4000 円かかります。",
            ),
        ],
    )
    def asked_again_to_print(f, point, step=1e-5):
        gradient = np.zeros(len(point))
        for i in range(len(point)):
            nudge = np.zeros(len(point))
            nudge[i] = step
            print(i, f(point + nudge), f(point - nudge))
            gradient[i] = (f(point + nudge) - f(point - nudge)) / (2 * step)
        return gradient


class total_differential:
    @misconception(
        "total-differential",
        en="You added the slopes without looking at how far each knob is turned.",
        ja="それぞれのつまみをどれだけ回すかを見ずに、傾きだけを足しています。",
        hints=[
            (
                "Turn every knob twice as far. Does your answer notice?",
                "すべてのつまみを 2 倍回してください。答えは変わりますか。",
            ),
            (
                "One of the two parameters is never used. A slope is a change per unit.",
                "二つの引数のうち、一つが使われていません。傾きは「1 だけ動かしたときの変化」です。",
            ),
            (
                "Apples at 120 yen and melons at 900. For 3 apples and 2 melons you pay 360 + 1800 = 2160; 120 + 900 = 1020 is the price of one of each.",
                "りんごは 1 個 120 円、メロンは 1 個 900 円です。りんご 3 個とメロン 2 個なら 360 + 1800 = 2160 円です。120 + 900 = 1020 円は、1 個ずつ買ったときの値段です。",
            ),
        ],
    )
    def slopes_only(gradient, change):
        return np.sum(gradient)

    @misconception(
        "total-differential",
        en="You added up how far the knobs are turned, not what that does to the loss.",
        ja="つまみを回した量を合計しているだけで、それが損失に与える効果を見ていません。",
        hints=[
            (
                "Make the ground steeper and leave the turns as they are. Does your answer notice?",
                "回す量はそのままで、傾きだけを急にしてください。答えは変わりますか。",
            ),
            (
                "One of the two parameters is never used. The same turn does much at one knob and nothing at another.",
                "二つの引数のうち、一つが使われていません。同じだけ回しても、よく効くつまみと、まったく効かないつまみがあります。",
            ),
            (
                "2 km rising by 50 m per km, then 3 km falling by 20 m per km: 100 − 60 = 40 m higher. That you walked 5 km does not tell.",
                "1 km あたり 50 m 上る道を 2 km、続いて 1 km あたり 20 m 下る道を 3 km 歩くと、100 − 60 = 40 m 高くなります。5 km 歩いたというだけでは、それはわかりません。",
            ),
        ],
    )
    def changes_only(gradient, change):
        return np.sum(change)

    @misconception(
        "total-differential",
        en="You multiplied the sum of the slopes by the sum of the changes: every slope also meets the other knobs' turns.",
        ja="傾きの和と変化の和を掛けています。どの傾きにも、ほかのつまみの動きまで掛かっています。",
        hints=[
            (
                "Let one knob have a slope but stand still, and another turn on level ground. What should happen to the loss?",
                "一つのつまみは傾きがあるのに動かず、もう一つは平らなところで動くとします。損失はどうなるはずですか。",
            ),
            (
                "A slope concerns its own knob only. The order of adding and multiplying is not free.",
                "傾きが関係するのは、自分のつまみだけです。足すのと掛けるのと、順番を入れ替えることはできません。",
            ),
            (
                "5 hours at 1000 yen and 1 hour at 3000 yen an hour earn 8000 yen. (1000 + 3000)·(5 + 1) would be 24 000.",
                "時給 1000 円で 5 時間、時給 3000 円で 1 時間働くと 8000 円です。(1000 + 3000)·(5 + 1) なら 24000 円になってしまいます。",
            ),
        ],
    )
    def product_of_sums(gradient, change):
        return np.sum(gradient) * np.sum(change)

    @misconception(
        "total-differential",
        en="You return the effect of every knob by itself; the total differential is one number for all of them.",
        ja="つまみごとの効果を、配列のまま返しています。全微分は、全員分を合わせた一つの数です。",
        hints=[
            (
                "Look at the shape of what you return.",
                "返している値の形(shape)を見てください。",
            ),
            (
                "Your list is what the detective would like to have. The question is what the loss as a whole does.",
                "それは探偵が欲しがる一覧です。ここで問われているのは、損失全体がどう変わるかです。",
            ),
            (
                "An account sees +500, −200 and −100. The balance has moved by 200: one number, whatever the list was.",
                "口座に +500 円、−200 円、−100 円の出入りがありました。残高の変化は 200 円です。明細がどうであれ、一つの数です。",
            ),
        ],
    )
    def not_added(gradient, change):
        return gradient * change

    @misconception(
        "total-differential",
        en="You added the sizes of the effects. Effects in opposite directions cancel, they do not pile up.",
        ja="効果の大きさ(絶対値)を足しています。逆向きの効果は積み重なるのではなく、打ち消し合います。",
        hints=[
            (
                "Try two knobs, of which one raises the loss by 1 and the other lowers it by 1.",
                "一方が損失を 1 だけ上げ、もう一方が 1 だけ下げる例で試してください。",
            ),
            (
                "The sign of each effect was lost on the way, so that your total can never be negative.",
                "途中で効果の符号が失われています。そのため、合計が負になることがありません。",
            ),
            (
                "3 km to the east and then 4 km to the west: your legs have done 7 km, but you stand 1 km west of home.",
                "東へ 3 km、それから西へ 4 km 歩きました。足は 7 km 歩いていますが、いる場所は家から西へ 1 km のところです。",
            ),
        ],
    )
    def sizes_added(gradient, change):
        return np.sum(np.abs(gradient * change))

    @misconception(
        "total-differential",
        en="You took the mean of the effects. They all happen at once, so nothing is divided by how many there are.",
        ja="効果を平均しています。すべて同時に起こるのですから、個数で割ってはいけません。",
        hints=[
            (
                "Add a knob that does nothing at all. Should the total change?",
                "まったく効かないつまみを一つ加えてください。全体の変化は変わるべきでしょうか。",
            ),
            (
                "A mean asks what a typical knob does. Here the question is what they do together.",
                "平均は「ふつうのつまみ一つの効果」を表します。ここで問われているのは、全員を合わせた効果です。",
            ),
            (
                "Three things in the basket, 300, 500 and 700 yen: you pay 1500 yen and not 500.",
                "かごの中に 300 円、500 円、700 円の品があります。払うのは 500 円ではなく 1500 円です。",
            ),
        ],
    )
    def averaged(gradient, change):
        return np.mean(gradient * change)

    @misconception(
        "total-differential",
        en="You multiplied the lengths of the two arrays: as if every change led straight uphill.",
        ja="二つの配列の長さ(ノルム)を掛けています。どの変化も、まっすぐ上り坂に向かうものとして扱われています。",
        hints=[
            (
                "Keep the lengths, but turn the knobs the other way. Does your answer notice?",
                "長さはそのままで、つまみを逆向きに回してください。答えは変わりますか。",
            ),
            (
                "How steep and how far is not enough: it also matters which way you go.",
                "「どれだけ急か」と「どれだけ進むか」だけでは足りません。どちらへ進むかも関係します。",
            ),
            (
                "A meadow rises to the north by 1 m every 10 m. 100 m to the north lift you by 10 m, 100 m to the south lower you by 10 m, and 100 m to the east do nothing.",
                "北へ 10 m 進むごとに 1 m 高くなる草原があります。北へ 100 m 歩けば 10 m 上り、南へ 100 m 歩けば 10 m 下り、東へ 100 m 歩いても高さは変わりません。",
            ),
        ],
    )
    def lengths_multiplied(gradient, change):
        return np.linalg.norm(gradient) * np.linalg.norm(change)

    @misconception(
        "total-differential",
        en="You counted the largest effect only. In the total everybody has a part.",
        ja="いちばん大きな効果しか数えていません。全微分には全員が関わります。",
        hints=[
            (
                "How many knobs does your answer take into account?",
                "あなたの答えには、いくつのつまみの効果が入っていますか。",
            ),
            (
                "Naming the culprit is another question. A total leaves nobody out, however small the share.",
                "犯人を名指しするのは別の問いです。全体の変化では、どんなに小さな効果も省きません。",
            ),
            (
                "In a month the salary brings 200 000 yen, rent takes 70 000 and food 40 000. The largest item is 200 000, but 90 000 are left over.",
                "1 か月に給料が 20 万円入り、家賃に 7 万円、食費に 4 万円出ていきます。いちばん大きい項目は 20 万円ですが、手もとに残るのは 9 万円です。",
            ),
        ],
    )
    def largest_only(gradient, change):
        effects = gradient * change
        return effects[np.argmax(np.abs(effects))]

    @misconception(
        "total-differential",
        en="You turned the sign round, as if the knobs were moved downhill. Here they move as `change` says.",
        ja="符号を反対にして、つまみを下り坂の向きに動かしたことにしています。ここでは change のとおりに動かします。",
        hints=[
            (
                "Try one knob with slope 1 that is turned up. Does the loss rise or fall?",
                "傾き 1 のつまみを一つだけ上げてみてください。損失は上がりますか、下がりますか。",
            ),
            (
                "To choose a change that lowers the loss is one thing. To say what a given change does is another; there is no minus in it.",
                "「損失を下げる動きを選ぶ」ことと「与えられた動きの効果を言う」ことは別です。後者にマイナスは出てきません。",
            ),
            (
                "Petrol costs 170 yen a litre. With 4 litres more the bill changes by +680 yen. That you would rather save is no reason to write −680.",
                "ガソリンは 1 リットル 170 円です。4 リットル余分に入れると、支払いは +680 円変わります。節約したいからといって −680 円とは書けません。",
            ),
        ],
    )
    def minus_from_descent(gradient, change):
        return -np.dot(gradient, change)

    @misconception(
        "total-differential",
        en="You overwrite the total in every round of the loop: only the last knob is left.",
        ja="ループのたびに合計を上書きしています。最後のつまみの効果しか残りません。",
        hints=[
            (
                "Print the total in every round of the loop.",
                "ループの各回で、合計を表示してください。",
            ),
            (
                "A single = forgets what was there before.",
                "= だけの代入では、それまでの値が失われます。",
            ),
            (
                "At three stops 4, 9 and 2 people get on the empty bus. Who wipes the slate clean before each note has 2 on it, and 15 are on the bus.",
                "空のバスに、三つの停留所で 4 人、9 人、2 人が乗りました。黒板を毎回消してから書くと、残る数は 2 です。バスには 15 人乗っています。",
            ),
        ],
    )
    def overwritten(gradient, change):
        total = 0.0
        for slope, moved in zip(gradient, change):
            total = slope * moved
        return total


class predicted_loss:
    @misconception(
        "total-differential",
        en="You return how much the loss changes, not what it will be.",
        ja="損失の変化量を返しています。変化したあとの損失ではありません。",
        hints=[
            (
                "Turn no knob at all. What should the forecast be?",
                "つまみを何も回さないとします。予測はいくつになるはずですか。",
            ),
            (
                "One of the parameters is never used. A change alone does not say where one arrives.",
                "使われていない引数が一つあります。変化だけでは、行き着く先はわかりません。",
            ),
            (
                "It is 18 °C now, and it will get 3 degrees colder. The forecast for tonight is 15 °C and not −3 °C.",
                "いまの気温は 18 °C で、これから 3 度下がります。今夜の予報は −3 °C ではなく 15 °C です。",
            ),
        ],
    )
    def change_alone(loss, gradient, change):
        return total_differential(gradient, change)

    @misconception(
        "total-differential",
        en="You subtracted the change of the loss. Whether it goes up or down is already in its sign.",
        ja="損失の変化を引いています。上がるか下がるかは、変化の符号にもう含まれています。",
        hints=[
            (
                "One knob with slope 2 is turned up by 1. Will the loss be higher or lower than now?",
                "傾き 2 のつまみを一つ、1 だけ上げます。損失はいまより高くなりますか、低くなりますか。",
            ),
            (
                "The minus belongs to the rule by which one learns, where it chooses the change. Here the change is given.",
                "マイナスが出てくるのは、学習のために動きを選ぶときです。ここでは動きはもう与えられています。",
            ),
            (
                "A lake stands at 40 m, and its level changes by −2 m. 40 − (−2) would be 42 m: the water would have risen by running off.",
                "水位 40 m の湖で、水位が −2 m 変化しました。40 − (−2) とすると 42 m です。水が流れ出て水位が上がったことになってしまいます。",
            ),
        ],
    )
    def subtracted(loss, gradient, change):
        return loss - np.dot(gradient, change)

    @misconception(
        "total-differential",
        en="You cut the forecast off at zero. It has to report what the slopes say, even where no loss can be.",
        ja="予測が 0 を下回らないように切っています。損失としてありえない値でも、傾きの言うとおりに報告しなければなりません。",
        hints=[
            (
                "Try a small loss, steep slopes and a large change downhill.",
                "損失が小さく、傾きが急で、下り坂の向きに大きく動く例で試してください。",
            ),
            (
                "A forecast below zero is no slip: it shows that the slope was asked about a place too far away. You hide that.",
                "0 を下回る予測は計算間違いではなく、遠すぎる場所のことを傾きに尋ねたというしるしです。それが隠されてしまいます。",
            ),
            (
                "A candle of 12 cm burns down by 5 cm an hour. For 3 hours from now the straight line says −3 cm: a useful warning, where 0 would look like a measurement.",
                "12 cm のろうそくが、1 時間に 5 cm ずつ短くなります。3 時間後を直線で予測すると −3 cm です。おかしいとすぐに気づけます。0 と書けば、測った値のように見えてしまいます。",
            ),
        ],
    )
    def cut_off_at_zero(loss, gradient, change):
        return max(0.0, loss + np.dot(gradient, change))

    @misconception(
        "total-differential",
        en="You take every change for an improvement: whatever is turned, your loss falls.",
        ja="どんな変化も改善とみなしています。何をどう回しても、損失が下がることになります。",
        hints=[
            (
                "Turn a knob uphill and then, equally far, downhill. Compare the two forecasts.",
                "つまみを上り坂の向きに回した場合と、下り坂の向きに同じだけ回した場合で、予測を比べてください。",
            ),
            (
                "You keep the size of the effect and lose its sign. Not every change is a step of learning.",
                "効果の大きさだけを使い、符号を捨てています。変化がいつも学習の一歩であるとは限りません。",
            ),
            (
                "A fridge is at 4 °C. Leave its door open and the temperature changes by 3 degrees: to 7 °C, not to 1 °C.",
                "冷蔵庫の中は 4 °C です。扉を開けたままにすると 3 度変わりますが、1 °C ではなく 7 °C になります。",
            ),
        ],
    )
    def always_better(loss, gradient, change):
        return loss - abs(np.dot(gradient, change))

    @misconception(
        "total-differential",
        en="You treat the change as a fraction of the present loss. It is an amount, in the units of the loss.",
        ja="損失の変化を、いまの損失に対する割合として扱っています。割合ではなく、損失と同じ単位の量です。",
        hints=[
            (
                "Start from a loss of 0. Can your forecast ever be anything else?",
                "いまの損失が 0 の場合を試してください。あなたの予測が 0 以外になることはありますか。",
            ),
            (
                "The same change was applied as one applies a percentage.",
                "変化を、まるで「何 %」のように使っています。",
            ),
            (
                "A rent of 50 000 yen goes up by 2000 yen: 52 000. Who takes the 2000 for a rate asks for 50 000·(1 + 2000), more than a hundred million yen.",
                "家賃 50000 円が 2000 円上がると 52000 円です。2000 を割合とみなすと 50000·(1 + 2000) で、1 億円を超えてしまいます。",
            ),
        ],
    )
    def change_as_a_share(loss, gradient, change):
        return loss * (1 + np.dot(gradient, change))

    @misconception(
        "total-differential",
        en="You added the slopes to the loss without looking at how far each knob is turned.",
        ja="それぞれのつまみをどれだけ回すかを見ずに、傾きを損失に足しています。",
        hints=[
            (
                "Does your forecast depend on change? Try no change at all.",
                "あなたの予測は change によって変わりますか。何も回さない場合を試してください。",
            ),
            (
                "A slope is a change per unit. You act as if every knob went up by exactly 1.",
                "傾きは「1 だけ動かしたときの変化」です。どのつまみも、ちょうど 1 だけ上げたことになっています。",
            ),
            (
                "A taxi charges 500 yen to begin with and 100 yen for each km. After 7 km it is 1200 yen; 500 + 100 would be right for 1 km only.",
                "タクシーの料金は、乗るときに 500 円、その後 1 km ごとに 100 円です。7 km 走れば 1200 円です。500 + 100 円で済むのは 1 km のときだけです。",
            ),
        ],
    )
    def change_ignored(loss, gradient, change):
        return loss + np.sum(gradient)

    @misconception(
        "total-differential",
        en="You return one forecast per knob, as if each were turned alone. All turn, and there is one loss.",
        ja="つまみごとに、それだけを回したときの予測を返しています。実際には全部を回すのであり、損失は一つです。",
        hints=[
            (
                "Look at the shape of what you return.",
                "返している値の形(shape)を見てください。",
            ),
            (
                "A number added to an array is added to every element. The effects have not become one yet.",
                "配列に数を足すと、すべての要素に足されます。効果がまだ一つにまとまっていません。",
            ),
            (
                "An account of 1000 yen pays bills of 100, 200 and 300. 900, 800 and 700 would each be true for one bill; there are 400 yen left.",
                "1000 円の口座から 100 円、200 円、300 円を支払います。900 円、800 円、700 円は、どれか一つだけを支払った場合の残高です。実際に残るのは 400 円です。",
            ),
        ],
    )
    def one_forecast_per_knob(loss, gradient, change):
        return loss + gradient * change

    @misconception(
        "total-differential",
        en="You count the present loss once for every knob.",
        ja="いまの損失を、つまみの数だけ足しています。",
        hints=[
            (
                "Turn nothing at all, with one knob, two knobs, three knobs. What do you get?",
                "何も回さずに、つまみが 1 個、2 個、3 個の場合を試してください。答えはどうなりますか。",
            ),
            (
                "Something that happens once stands where it happens for every knob.",
                "1 回だけでよいことが、つまみの数だけ行われる場所に書かれています。",
            ),
            (
                "A fair: 500 yen to get in, rides for 100, 200 and 300 yen. You pay 1100 yen. Paying at the gate before each ride, it would be 2100.",
                "遊園地の入園料は 500 円、乗り物は 100 円、200 円、300 円です。合わせて 1100 円です。乗り物に乗るたびに入園料を払うと、2100 円になります。",
            ),
        ],
    )
    def loss_counted_for_each(loss, gradient, change):
        return sum(loss + slope * moved for slope, moved in zip(gradient, change))

    @misconception(
        "total-differential",
        en="You added a term for a bend that nobody has measured. First order means slopes only.",
        ja="誰も測っていない「曲がり」の項まで足しています。1 次近似で使うのは傾きだけです。",
        hints=[
            (
                "Which parts of your answer come from the loss and the gradient, and which from nowhere?",
                "あなたの答えのうち、損失と勾配から来ているのはどの部分ですか。どこからも来ていない部分はありませんか。",
            ),
            (
                "A second-order term needs the second derivatives, and you were not given any. You assume a bend of 1 everywhere.",
                "2 次の項には 2 階微分が必要ですが、それは与えられていません。どこでも曲がり具合が 1 だと決めてかかっています。",
            ),
            (
                "A train at kilometre 100 does 60 km/h: in 2 hours kilometre 220. To add ½·1·2² for an acceleration makes it 222, and nobody said that it accelerates.",
                "100 km 地点を時速 60 km で走る電車は、2 時間後には 220 km 地点にいます。加速の分として ½·1·2² を足すと 222 km になりますが、加速しているとは誰も言っていません。",
            ),
        ],
    )
    def bend_made_up(loss, gradient, change):
        return loss + np.dot(gradient, change) + 0.5 * np.dot(change, change)

    @misconception(
        "total-differential",
        en="You let the culprit speak for all: only the steepest knob's effect is in your forecast.",
        ja="犯人だけに語らせています。予測に入っているのは、傾きがいちばん急なつまみの効果だけです。",
        hints=[
            (
                "How many knobs have a say in your forecast?",
                "あなたの予測には、いくつのつまみが関わっていますか。",
            ),
            (
                "All knobs are turned, and each leaves its mark. The steepest one may even be the one that is hardly turned.",
                "すべてのつまみが回され、どれもが影響を残します。いちばん急なつまみが、ほとんど回されていないことさえあります。",
            ),
            (
                "You have 1000 yen, get 2000, and spend 800 and 500. 1700 are left; with the largest item alone you would expect 3000.",
                "手もとに 1000 円あり、2000 円もらって、800 円と 500 円を使います。残りは 1700 円です。いちばん大きい項目しか見なければ、3000 円あると思ってしまいます。",
            ),
        ],
    )
    def culprit_only(loss, gradient, change):
        i = culprit(gradient)
        return loss + gradient[i] * change[i]


class culprit:
    @misconception(
        "credit-assignment",
        en="You took the largest slope with its sign: a knob with a strongly negative slope goes free.",
        ja="符号が付いたままの傾きで最大を選んでいます。大きく負の傾きを持つつまみが見逃されます。",
        hints=[
            (
                "Try a gradient with one small positive and one large negative slope.",
                "小さな正の傾きと、大きな負の傾きを並べて試してください。",
            ),
            (
                "Effects count whichever way they go. To your comparison, anything above zero beats anything below.",
                "影響は、どちら向きでも影響です。あなたの比べ方では、正の数がいつでも負の数に勝ってしまいます。",
            ),
            (
                "Who moves the scales most: a feather of 1 g put on, or a stone of 500 g taken off? As signed numbers, +1 is larger than −500.",
                "はかりの針を大きく動かすのはどちらでしょうか。1 g の羽根を載せるのと、500 g の石を降ろすのと。符号付きの数としては、+1 のほうが −500 より大きいのですが。",
            ),
        ],
    )
    def sign_left_on(gradient):
        return int(np.argmax(gradient))

    @misconception(
        "credit-assignment",
        en="You took the steepest fall only: a knob with a strongly positive slope goes free.",
        ja="いちばん急な下りだけを探しています。大きく正の傾きを持つつまみが見逃されます。",
        hints=[
            (
                "Try a gradient without any negative slope.",
                "負の傾きが一つもない勾配で試してください。",
            ),
            (
                "A knob that lowers the loss when turned up is no better or worse a suspect than one that raises it.",
                "上げると損失が下がるつまみも、上げると損失が上がるつまみも、容疑者としては対等です。",
            ),
            (
                "Three taps change the level of a bath by +9, −2 and +1 cm a minute. The −2 is the lowest number, but it is not the tap that matters most.",
                "三つの栓が、風呂の水位を毎分 +9 cm, −2 cm, +1 cm ずつ変えます。数としては −2 が最小ですが、いちばん影響の大きい栓ではありません。",
            ),
        ],
    )
    def steepest_fall(gradient):
        return int(np.argmin(gradient))

    @misconception(
        "credit-assignment",
        en="You named the knob with the smallest effect: the most innocent of all.",
        ja="影響がいちばん小さいつまみを選んでいます。いちばん無実に近いつまみです。",
        hints=[
            (
                "Give one knob the slope 0. Whom do you accuse?",
                "一つのつまみの傾きを 0 にしてください。誰を犯人としていますか。",
            ),
            (
                "The sizes are right, but the choice among them is made at the wrong end.",
                "大きさの求め方は合っていますが、選ぶ端が逆です。",
            ),
            (
                "Sorted upwards, the ages 31, 7 and 54 become 7, 31, 54. Who looks for the oldest must not take the first.",
                "31 歳、7 歳、54 歳を小さい順に並べると 7, 31, 54 です。最年長を探すのに、先頭を取ってはいけません。",
            ),
        ],
    )
    def most_innocent(gradient):
        return int(np.argsort(np.abs(gradient), kind="stable")[0])

    @misconception(
        "credit-assignment",
        en="You counted the knobs from 1; their indices start at 0.",
        ja="つまみを 1 から数えています。番号は 0 から始まります。",
        hints=[
            (
                "Use your answer as an index: gradient[answer]. Which slope do you get?",
                "答えを番号として使い、gradient[答え] を見てください。どの傾きが出てきますか。",
            ),
            (
                "You point at the right knob's neighbour, and from the last knob at nothing.",
                "正しいつまみの隣を指しています。最後のつまみが犯人のときは、何もないところを指してしまいます。",
            ),
            (
                "A child in its third year of life is 2 years old, for ages start at 0. In the same way the third item of a Python list is number 2.",
                "年齢は 0 歳から数えるので、生まれて 3 年目の子は 2 歳です。同じように、Python のリストでは 3 つ目の要素が 2 番になります。",
            ),
        ],
    )
    def counted_from_one(gradient):
        return int(np.argmax(np.abs(gradient))) + 1

    @misconception(
        "credit-assignment",
        en="On a tie you name the last suspect; the first is asked for.",
        ja="同点のとき、最後のものを選んでいます。選ぶのは最初のものです。",
        hints=[
            (
                "Try a gradient in which two knobs have exactly the same effect.",
                "二つのつまみの影響がまったく同じになる勾配で試してください。",
            ),
            (
                "Look at your comparison: what happens to a newcomer who is exactly as large as the one before?",
                "比較の部分を見てください。それまでの最大とまったく同じ大きさのものが来たら、どうなりますか。",
            ),
            (
                "Jumps of 6.10, 6.40, 6.40 and 6.20 m, and the first of the best is to be named: jump 2. Whoever writes a new name at “at least as far” ends with jump 3.",
                "走り幅跳びの記録が 6.10, 6.40, 6.40, 6.20 m で、最高記録を最初に出した回を選ぶなら 2 回目です。「前と同じか、それ以上」なら書きかえるという人は、3 回目と答えてしまいます。",
            ),
        ],
    )
    def last_on_ties(gradient):
        worst = 0
        for i in range(len(gradient)):
            if abs(gradient[i]) >= abs(gradient[worst]):
                worst = i
        return worst

    @misconception(
        "credit-assignment",
        en="You return how large the largest effect is, not whose it is.",
        ja="最大の影響の大きさを返しています。誰の影響かを答えていません。",
        hints=[
            (
                "Is your answer a whole number between 0 and n − 1?",
                "あなたの答えは 0 から n − 1 までの整数ですか。",
            ),
            (
                "“How much?” and “who?” are different questions. A detective is asked for a name.",
                "「どれだけ」と「誰が」は別の問いです。探偵が答えるべきなのは名前です。",
            ),
            (
                "Runners 0, 1 and 2 take 12.1, 11.8 and 12.4 s. The fastest time is 11.8; the fastest runner is number 1.",
                "0 番、1 番、2 番の走者の記録は 12.1, 11.8, 12.4 秒でした。いちばん速い「記録」は 11.8 秒、いちばん速い「走者」は 1 番です。",
            ),
        ],
    )
    def size_instead_of_index(gradient):
        return np.max(np.abs(gradient))

    @misconception(
        "credit-assignment",
        en="On a tie you name all suspects; one is asked for.",
        ja="同点のとき、容疑者を全員挙げています。答えるのは一人だけです。",
        hints=[
            (
                "Try a gradient in which two knobs have exactly the same effect, and look at the shape of your answer.",
                "二つのつまみの影響がまったく同じになる勾配で試し、答えの形(shape)を見てください。",
            ),
            (
                "A search for all that equal the largest may find several. The last decision is missing.",
                "最大に等しいものをすべて探せば、複数見つかることがあります。最後に一つに決める手順が抜けています。",
            ),
            (
                "Two goals decide a match, in minutes 12 and 71. “When was the opening goal?” wants one answer: 12, and not “12 and 71”.",
                "ある試合で、12 分と 71 分に点が入りました。「先制点は何分か」への答えは「12 分」であって「12 分と 71 分」ではありません。",
            ),
        ],
    )
    def all_suspects(gradient):
        sizes = np.abs(gradient)
        return np.flatnonzero(sizes == sizes.max())

    @misconception(
        "credit-assignment",
        en="You compare sizes but remember the slope with its sign: after a negative one, anything counts as larger.",
        ja="大きさで比べているのに、覚えておくのは符号付きの傾きです。負の傾きを覚えたあとは、何が来ても「より大きい」ことになります。",
        hints=[
            (
                "Follow your loop by hand on a gradient whose first slope is strongly negative.",
                "最初の傾きが大きく負である勾配で、ループを手でたどってください。",
            ),
            (
                "What you compare with and what you remember are two different quantities.",
                "比べている量と、覚えている量が食い違っています。",
            ),
            (
                "Errors of −8 and 3 mm, in search of the largest deviation. Deviation 8 wins, “−8” is written on the record sheet, and 3 > −8 breaks the record.",
                "誤差 −8 mm と 3 mm から、最大のずれを探します。ずれ 8 が最大となりますが、記録用紙に「−8」と書いてしまうと、次の 3 が 3 > −8 で記録を破ってしまいます。",
            ),
        ],
    )
    def sign_remembered(gradient):
        worst, largest = 0, 0.0
        for i, slope in enumerate(gradient):
            if abs(slope) > largest:
                worst, largest = i, slope
        return worst

    @misconception(
        "credit-assignment",
        en="You divided by the sum of the slopes to get shares. But the slopes have signs: their sum may be negative or zero, and the shares turn round.",
        ja="傾きの合計で割って割合にしています。しかし傾きには符号があるので、合計が負や 0 になり、割合の大小が逆転することがあります。",
        hints=[
            (
                "Try a gradient whose slopes add up to a negative number, and one where they add up to 0.",
                "傾きの合計が負になる勾配と、0 になる勾配で試してください。",
            ),
            (
                "Shares make sense where all parts have the same sign. In a sum, opposite effects hide each other.",
                "割合に意味があるのは、すべての部分が同じ符号のときです。足し合わせると、逆向きの効果は互いに隠れてしまいます。",
            ),
            (
                "Three shops made +8, −3 and −7 million yen, −2 in all. The “shares” are −4, 1.5 and 3.5: the shop that moved the most money comes last.",
                "三つの店の損益が +800 万円、−300 万円、−700 万円で、合計は −200 万円です。「割合」は −4, 1.5, 3.5 となり、いちばん大きな額を動かした店が最下位になってしまいます。",
            ),
        ],
    )
    def share_of_the_sum(gradient):
        return int(np.argmax(gradient / np.sum(gradient)))

    @misconception(
        "credit-assignment",
        en="You looked for the knob that differs most from the others, not for the one with the largest effect.",
        ja="ほかといちばん違うつまみを探しています。影響がいちばん大きいつまみではありません。",
        hints=[
            (
                "Try a gradient in which nearly all slopes are large and one is close to 0.",
                "ほとんどの傾きが大きく、一つだけ 0 に近い勾配で試してください。",
            ),
            (
                "An effect is measured from zero, from “nothing happens”. You measure it from the average.",
                "影響は 0 から、つまり「何も起こらない」状態から測ります。あなたは平均から測っています。",
            ),
            (
                "Suitcases of 20, 21, 20 and 3 kg. The 3 kg stand out most, 13 kg from the mean of 16; the heaviest is the one of 21.",
                "重さ 20, 21, 20, 3 kg のスーツケースがあります。平均の 16 kg からいちばん離れているのは 3 kg のものですが、いちばん重いのは 21 kg のものです。",
            ),
        ],
    )
    def odd_one_out(gradient):
        return int(np.argmax(np.abs(gradient - np.mean(gradient))))


class turn_direction:
    @misconception(
        "credit-assignment",
        en="You turn every knob the way in which the loss rises.",
        ja="どのつまみも、損失が上がる向きに回しています。",
        hints=[
            (
                "Follow your own advice on the loss w², standing at w = 1. Where does it take you?",
                "損失 w² の w = 1 で、自分の答えに従ってみてください。どこへ向かいますか。",
            ),
            (
                "The sign of a slope says which way is up. You were asked for the other way.",
                "傾きの符号が教えてくれるのは、上りの向きです。尋ねられたのは反対の向きです。",
            ),
            (
                "On the curve (u − 3)² the slope at u = 5 is +4, and the bottom, u = 3, lies to the left. At u = 1 the slope is −4, and the bottom lies to the right.",
                "曲線 (u − 3)² の傾きは u = 5 で +4 ですが、谷底の u = 3 は左にあります。u = 1 では傾きが −4 で、谷底は右にあります。",
            ),
        ],
    )
    def uphill(gradient):
        return np.sign(gradient)

    @misconception(
        "credit-assignment",
        en="You also say how far. Only which way is asked for.",
        ja="どれだけ回すかまで答えています。尋ねられているのは、どちらへ回すかだけです。",
        hints=[
            (
                "Which values may your answer hold, and which does it?",
                "答えに入ってよい値は何ですか。実際には何が入っていますか。",
            ),
            (
                "The way is right. The steepness of the ground is still in your numbers.",
                "向きは合っています。ただ、数の中に傾きの大きさが残っています。",
            ),
            (
                "A signpost says “left” for a village 2 km away and for a town 200 km away. The distance is not part of the arrow.",
                "道しるべの矢印は、2 km 先の村でも 200 km 先の町でも、同じ「左」です。距離は矢印には含まれません。",
            ),
        ],
    )
    def steepness_left_in(gradient):
        return -gradient

    @misconception(
        "credit-assignment",
        en="You turn knobs on level ground, too. Where the slope is 0, no way is down.",
        ja="平らなところにあるつまみまで回しています。傾きが 0 なら、下りの向きはありません。",
        hints=[
            (
                "Try a gradient that contains an exact 0.",
                "ちょうど 0 を含む勾配で試してください。",
            ),
            (
                "Your decision knows two cases. There is a third between them.",
                "あなたの場合分けは二つです。その間に、もう一つの場合があります。",
            ),
            (
                "Score 3 : 1, the home team won; 1 : 2, the guests. Whoever asks only “did the home team score more?” makes a 2 : 2 a victory of the guests.",
                "3 対 1 ならホームの勝ち、1 対 2 ならビジターの勝ちです。「ホームの得点のほうが多いか」としか尋ねないと、2 対 2 までビジターの勝ちになってしまいます。",
            ),
        ],
    )
    def level_ground_turned(gradient):
        return np.where(gradient > 0, -1.0, 1.0)

    @misconception(
        "credit-assignment",
        en="You made an arrow of length 1 for all knobs together. Each knob wants an answer of its own: −1, 0 or +1.",
        ja="全体で長さ 1 の矢印を作っています。必要なのは、つまみごとの −1, 0, +1 です。",
        hints=[
            (
                "Which values may your answer hold, and which does it?",
                "答えに入ってよい値は何ですか。実際には何が入っていますか。",
            ),
            (
                "“Direction” has two meanings: an arrow in space, or left and right at a knob. Yours depends on what the other knobs do.",
                "「向き」には二つの意味があります。空間の中の矢印と、つまみ一つ一つの右か左かです。あなたの答えは、ほかのつまみによって変わってしまいます。",
            ),
            (
                "On squared paper the arrow (5, 12) has the length 13, and scaled to length 1 it is (0.38, 0.92). In words it is “right and up”, nothing with decimals.",
                "方眼紙の上の矢印 (5, 12) は長さが 13 で、長さを 1 にすると (0.38, 0.92) です。言葉で言えば「右、そして上」で、小数は出てきません。",
            ),
        ],
    )
    def arrow_of_length_one(gradient):
        return -gradient / np.linalg.norm(gradient)

    @misconception(
        "credit-assignment",
        en="You turn the culprit only. Every knob that has a slope can help.",
        ja="犯人だけを回しています。傾きのあるつまみは、どれも損失を下げるのに役立ちます。",
        hints=[
            (
                "How many entries of your answer are not 0?",
                "答えの中で、0 でない要素はいくつありますか。",
            ),
            (
                "Who has the largest effect is one question, which way each knob should go another. A small slope has a direction, too.",
                "「誰の影響が最大か」と「それぞれをどちらへ回すか」は別の問いです。小さな傾きにも、向きはあります。",
            ),
            (
                "A household spends 70 000 yen too much on rent, 8000 on food and 500 on coffee. Every one of the three can go down, and together that makes 78 500.",
                "ある家では、家賃に 70000 円、食費に 8000 円、コーヒーに 500 円の使いすぎがあります。どれも減らせます。三つ合わせれば 78500 円です。",
            ),
        ],
    )
    def culprit_only(gradient):
        direction = np.zeros(len(gradient))
        worst = culprit(gradient)
        direction[worst] = -np.sign(gradient[worst])
        return direction

    @misconception(
        "credit-assignment",
        en="You let the sum of the slopes decide and turn all knobs the same way: total instead of partial.",
        ja="傾きの合計で向きを決め、すべてのつまみを同じ向きに回しています。偏微分ではなく、全体で判断しています。",
        hints=[
            (
                "Try a gradient with slopes of both signs, and compare the entries of your answer.",
                "正と負の傾きが混ざった勾配で試し、答えの要素を見比べてください。",
            ),
            (
                "A blended number cannot say which way a single knob should go. Some of yours are turned against their own slope, some with it.",
                "混ざった数からは、一つ一つのつまみの向きはわかりません。正しい向きのつまみも、逆向きのつまみも出てきます。",
            ),
            (
                "Three rooms should have 20 °C and have 27, 18 and 19. Together that is 4 degrees too warm. Cooling all three freezes two of them.",
                "三つの部屋を 20 °C にしたいのに、いまは 27 °C, 18 °C, 19 °C です。合わせると 4 度高すぎます。だからといって全部を冷やせば、二つの部屋はますます寒くなります。",
            ),
        ],
    )
    def all_the_same_way(gradient):
        return np.full(len(gradient), -np.sign(np.sum(gradient)))

    @misconception(
        "credit-assignment",
        en="You take gentle slopes for level ground. However small a slope is, it has a direction.",
        ja="ゆるやかな傾きを平らとみなしています。どんなに小さくても、傾きには向きがあります。",
        hints=[
            (
                "Try a slope of 0.0001.",
                "傾き 0.0001 で試してください。",
            ),
            (
                "Where does your code draw the line between level and not level, and who said so?",
                "あなたのコードは、平らかどうかの境目をどこに置いていますか。その境目は誰が決めたのでしょうか。",
            ),
            (
                "A canal that falls by 2 cm in a kilometre looks level to the eye, 0.00002 per metre. The water knows which way to run.",
                "1 km で 2 cm しか下がらない水路は、目には平らに見えます。1 m あたり 0.00002 m です。それでも水は、流れる向きを知っています。",
            ),
        ],
    )
    def gentle_is_level(gradient):
        return np.where(np.abs(gradient) < 1e-3, 0.0, -np.sign(gradient))

    @misconception(
        "credit-assignment",
        en="You turn every knob down. It is the loss that should go down, not the knob.",
        ja="どのつまみも下げています。下げたいのは損失であって、つまみではありません。",
        hints=[
            (
                "Which entries of your answer are +1?",
                "答えの中で +1 になっている要素はどれですか。",
            ),
            (
                "There are knobs that lower the loss when they go up. The sign of the slope tells which; you do not listen to it.",
                "上げたときに損失が下がるつまみもあります。どのつまみかは傾きの符号が教えてくれますが、それを聞いていません。",
            ),
            (
                "The heating bill falls by 50 yen for each °C that the thermostat goes down, and by 300 yen for each cm of insulation that is added. Who takes the insulation away as well pays more than before.",
                "暖房費は、設定温度を 1 °C 下げると 50 円減り、断熱材を 1 cm 増やすと 300 円減ります。断熱材まで減らせば、かえって高くつきます。",
            ),
        ],
    )
    def always_down(gradient):
        return -np.abs(np.sign(gradient))

    @misconception(
        "credit-assignment",
        en="You answer yes or no: turn up, or leave alone. Turning down is missing.",
        ja="「上げる」か「そのまま」かの二択で答えています。「下げる」がありません。",
        hints=[
            (
                "Try a knob with a positive slope. What do you advise?",
                "正の傾きを持つつまみで試してください。あなたの答えはどうなりますか。",
            ),
            (
                "A comparison yields two different values. How many different answers are there?",
                "一つの比較から得られる値は 2 種類です。答えは何種類必要でしょうか。",
            ),
            (
                "A lift at floor 5 and calls from 8, 5 and 2. “Is the call from above?” says yes, no, no; but for 5 it should open the door and for 2 it must go down.",
                "5 階にいるエレベーターが、8 階、5 階、2 階から呼ばれました。「呼んだのは上の階か」への答えは、はい、いいえ、いいえです。しかし、5 階では扉を開け、2 階へは下りなければなりません。",
            ),
        ],
    )
    def up_or_nothing(gradient):
        return (gradient < 0).astype(float)
