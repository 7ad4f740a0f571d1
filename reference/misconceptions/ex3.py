"""ex3: wrong answers, one misunderstanding each."""

import math

import numpy as np

from reference.catalogue import misconception


class sigmoid:
    @misconception(
        "chain-rule",
        en="You lost the minus sign in the exponent: your curve falls where it should rise.",
        ja="指数のマイナスが抜けています。上るはずの曲線が、下る曲線になっています。",
        hints=[
            (
                "Try a large positive x and a large negative one. On which side is your curve close to 1?",
                "大きな正の x と、大きな負の x で試してください。あなたの曲線が 1 に近いのはどちら側ですか。",
            ),
            (
                "The sign of an exponent decides between growth and decay. Yours turns the whole curve round, left for right.",
                "増えるのか減るのかを決めるのは、指数の符号です。あなたの曲線は、左右が裏返しになっています。",
            ),
            (
                "Of 800 mg of a medicine, half is gone after every hour: after three hours 800 · 2^(−3) = 100 mg are left. Without the minus it would be 6400 mg.",
                "800 mg の薬が 1 時間ごとに半分になります。3 時間後には 800 · 2^(−3) = 100 mg です。マイナスがなければ 6400 mg になってしまいます。",
            ),
        ],
    )
    def minus_lost(x):
        return 1 / (1 + np.exp(x))

    @misconception(
        "chain-rule",
        en="Python divides before it adds: without parentheses, the exponential is not part of your denominator.",
        ja="Python は足し算より先に割り算をします。かっこがないので、指数関数の項が分母に入っていません。",
        hints=[
            (
                "Is your answer ever greater than 1? A sigmoid never is.",
                "答えが 1 より大きくなることはありませんか。シグモイド関数では決して起こりません。",
            ),
            (
                "A fraction bar holds its denominator together. A slash does not.",
                "分数の横線は分母をひとまとめにしますが、スラッシュはそうしてくれません。",
            ),
            (
                "In Python, 12 / 2 + 4 is 10.0, because the division comes first. The fraction with 12 above the bar and 2 + 4 below it is 2.",
                "Python では 12 / 2 + 4 は 10.0 です。割り算が先だからです。分子が 12、分母が 2 + 4 の分数なら 2 です。",
            ),
        ],
    )
    def parentheses_missing(x):
        return 1 / 1 + np.exp(-x)

    @misconception(
        "chain-rule",
        en="You ask a whole array one yes-or-no question: an if can only decide for a single number.",
        ja="配列全体に「はい・いいえ」を一度だけ尋ねています。if が判断できるのは、一つの数についてだけです。",
        hints=[
            (
                "Call your function with an array that holds a positive and a negative number, and read the message.",
                "正の数と負の数が入った配列で関数を呼び出し、メッセージを読んでください。",
            ),
            (
                "An if sends everything down the same branch. In an array, each element has to be decided for by itself.",
                "if は全員を同じ道へ進ませます。配列では、要素ごとに判断しなければなりません。",
            ),
            (
                "Three people of 28, 9 and 40 years come to the cinema. “Adult or child?” has no one answer for the group: it is adult, child, adult.",
                "28 歳、9 歳、40 歳の 3 人が映画館に来ました。「大人ですか、子どもですか」に、3 人まとめての答えはありません。大人、子ども、大人です。",
            ),
        ],
    )
    def if_on_an_array(x):
        if x >= 0:
            return 1 / (1 + np.exp(-x))
        return np.exp(x) / (1 + np.exp(x))

    @misconception(
        "chain-rule",
        en="Your formula is right on paper, but for large x it becomes infinity over infinity, and that is nan.",
        ja="紙の上では正しい式です。しかし x が大きいと無限大 ÷ 無限大になり、答えが nan になります。",
        hints=[
            (
                "Try x = 1000, and print numerator and denominator on their own.",
                "x = 1000 で試し、分子と分母を別々に表示してください。",
            ),
            (
                "A float ends near 10^308. Two ways of writing the same number can differ in whether a step in between runs over that edge.",
                "浮動小数点数で表せるのは 10^308 あたりまでです。同じ数でも、書き方しだいで、途中の計算がその縁を越えるかどうかが変わります。",
            ),
            (
                "10^200 · 10^200 / 10^250 is 10^150, an ordinary float. Multiplied first, it passes 10^400, which is inf, and inf it stays. Divided first, nothing overflows.",
                "10^200 · 10^200 / 10^250 は 10^150 で、普通に表せる数です。先に掛けると 10^400 を通って inf になり、もう戻れません。先に割れば、あふれません。",
            ),
        ],
    )
    def infinity_over_infinity(x):
        return np.exp(x) / (1 + np.exp(x))

    @misconception(
        "chain-rule",
        en="math.exp stops with an OverflowError when its result is too large for a float, and you let it get there.",
        ja="math.exp は、結果が大きすぎると OverflowError で止まります。そこまで大きくしてしまっています。",
        hints=[
            (
                "For which x does your function stop, and what does math.exp get to see there?",
                "どんな x であなたの関数は止まりますか。そのとき math.exp に渡る値はいくつですか。",
            ),
            (
                "On one side of the axis the exponential is harmless, on the other it explodes. Yet the result lies between 0 and 1: the explosion is of your own making.",
                "軸の片側では指数関数はおとなしく、反対側では爆発します。それでも結果は 0 と 1 の間です。爆発は、計算のしかたが招いたものです。",
            ),
            (
                "√(a² + b²) with a = b = 3·10^200: a² is 9·10^400, beyond every float. Take the larger one out first, and only numbers up to 1 are squared: 3·10^200 · √(1 + 1).",
                "a = b = 3·10^200 で √(a² + b²) を求めるとき、a² は 9·10^400 となり、表せる範囲を超えます。先に大きいほうをくくり出せば、2 乗するのは 1 以下の数だけです。3·10^200 · √(1 + 1) となります。",
            ),
        ],
    )
    def overflow(x):
        return np.vectorize(lambda v: 1 / (1 + math.exp(-v)), otypes=[float])(x)

    @misconception(
        "chain-rule",
        en="You took the absolute value so that nothing overflows, but now x and −x give the same: the left half of the curve is gone.",
        ja="あふれないように絶対値をとった結果、x と −x で同じ値になっています。曲線の左半分が失われました。",
        hints=[
            (
                "Compare your answers at x = 2 and at x = −2.",
                "x = 2 と x = −2 での答えを比べてください。",
            ),
            (
                "The absolute value is a good idea, but it forgets on which side you are. That has to be made up for.",
                "絶対値をとるのはよい考えです。ただし、どちら側にいるのかが忘れられてしまうので、その分を補わなければなりません。",
            ),
            (
                "A thermometer shows 7, for 7 degrees of warmth and for 7 degrees of frost. Before you choose a coat, somebody has to tell you which.",
                "プラス 7 度でもマイナス 7 度でも「7」と表示する温度計があります。どちらなのか教えてもらわないと、着る服を選べません。",
            ),
        ],
    )
    def left_half_mirrored(x):
        return 1 / (1 + np.exp(-np.abs(x)))

    @misconception(
        "chain-rule",
        en="You decide between 0 and 1. The sigmoid is a soft switch and takes every value in between.",
        ja="0 か 1 かを決めてしまっています。シグモイド関数はなめらかなスイッチで、間の値もすべてとります。",
        hints=[
            (
                "What do you return for x = 0.1, and what for x = 5?",
                "x = 0.1 と x = 5 で、それぞれ何を返していますか。",
            ),
            (
                "A hard step is flat to the left and to the right. No blame can be passed back over flat ground.",
                "階段状の関数は、左も右も平らです。平らなところでは、責任を逆向きに伝えられません。",
            ),
            (
                "A light switch knows 0 % and 100 %. A dimmer at a quarter turn gives 25 %, and a little further a little more: only the dimmer tells what a small turn does.",
                "電灯のスイッチは 0 % か 100 % です。調光つまみなら 4 分の 1 回して 25 %、もう少し回せばもう少し明るくなります。少し回した効果がわかるのは、つまみのほうだけです。",
            ),
        ],
    )
    def hard_step(x):
        return np.where(np.asarray(x) >= 0, 1.0, 0.0)

    @misconception(
        "chain-rule",
        en="That is tanh, the S-curve from −1 to 1. The sigmoid runs from 0 to 1.",
        ja="それは tanh で、−1 から 1 までの S 字曲線です。シグモイド関数は 0 から 1 までです。",
        hints=[
            (
                "What is your answer at x = 0, and what far out on the left?",
                "x = 0 での答えはいくつですか。ずっと左ではどうですか。",
            ),
            (
                "Two curves of the same shape, but not of the same height, and not equally steep.",
                "形は同じ S 字でも、高さが違い、傾きも違います。",
            ),
            (
                "Celsius and Fahrenheit both measure warmth, but 0 °C is 32 °F and 100 °C is 212 °F. Read the one for the other, and you are wrong nearly everywhere.",
                "摂氏も華氏も温度を表しますが、0 °C は 32 °F、100 °C は 212 °F です。取り違えれば、ほとんどの温度で間違います。",
            ),
        ],
    )
    def hyperbolic_tangent(x):
        return np.tanh(x)

    @misconception(
        "chain-rule",
        en="You divided by a sum over all elements: that is softmax, in which the elements share one whole. A sigmoid treats each element by itself.",
        ja="全要素の和で割っています。それはソフトマックス関数で、要素どうしで一つの全体を分け合います。シグモイド関数は、要素を一つずつ別々に扱います。",
        hints=[
            (
                "Call your function with [1.0] and with [1.0, 5.0]. Should the answer for the 1.0 change?",
                "[1.0] と [1.0, 5.0] で関数を呼び出してください。1.0 に対する答えは変わるべきでしょうか。",
            ),
            (
                "“Elementwise” means that no element knows of the others. In your function, when one rises, the others sink.",
                "「要素ごとに」とは、どの要素もほかの要素を知らないということです。あなたの関数では、一つが上がるとほかが下がります。",
            ),
            (
                "Three lamps, each with its own dimmer, at 50 %, 50 % and 80 %: nothing has to add up. Shares of one cake in the same proportion are 28 %, 28 % and 44 %.",
                "三つの電灯に、それぞれつまみがあります。50 %, 50 %, 80 % でもよく、合計に決まりはありません。同じ比で一つのケーキを分けると 28 %, 28 %, 44 % です。",
            ),
        ],
    )
    def shared_out(x):
        grown = np.exp(x - np.max(x))
        return grown / np.sum(grown)

    @misconception(
        "chain-rule",
        en="You cut x off so that the exponential stays small, but much too early: beyond ±10 your curve stands still.",
        ja="指数関数が大きくならないように x を切りつめていますが、早すぎます。±10 から先、あなたの曲線は止まったままです。",
        hints=[
            (
                "Compare your answers at x = −12 and at x = −25.",
                "x = −12 と x = −25 での答えを比べてください。",
            ),
            (
                "A limit against overflow may only lie where it cannot be told from the real value any more. Yours lies far inside.",
                "あふれを防ぐために切りつめてよいのは、本当の値と見分けがつかなくなる場所だけです。あなたの限界は、ずっと手前にあります。",
            ),
            (
                "Kitchen scales that end at 2 kg show 2 kg for bags of 2, 5 and 9 kg. Nothing broke, but three different bags have become one.",
                "2 kg までのはかりに 2 kg, 5 kg, 9 kg の袋を載せると、どれも 2 kg と表示されます。はかりは壊れませんが、違う三つの袋が同じになってしまいました。",
            ),
        ],
    )
    def clipped_too_early(x):
        return 1 / (1 + np.exp(-np.clip(x, -10, 10)))

    @misconception(
        "chain-rule",
        en="You wrote into the array that you were given: the caller's x has changed its sign.",
        ja="渡された配列に書きこんでいます。呼び出した側の x の符号が変わってしまいました。",
        hints=[
            (
                "Print the array before and after your function ran.",
                "関数を実行する前とあとで、配列を表示してください。",
            ),
            (
                "np.asarray does not copy what already is an array, and an operator such as *= writes where it reads.",
                "np.asarray は、すでに配列であるものをコピーしません。*= のような演算子は、読んだ場所へ書きこみます。",
            ),
            (
                "a = np.array([4.0, 6.0]); c = np.asarray(a); c += 10. Now a is [14, 16] as well: there was only ever one array.",
                "a = np.array([4.0, 6.0]); c = np.asarray(a); c += 10 とすると、a も [14, 16] になります。配列は初めから一つしかありません。",
            ),
        ],
    )
    def input_changed(x):
        x = np.asarray(x, dtype=float)
        x *= -1
        return 1 / (1 + np.exp(x))


class sigmoid_derivative:
    @misconception(
        "chain-rule",
        en="You sent x through the sigmoid twice: that is the slope at σ(x), not the slope at x.",
        ja="x をシグモイド関数に 2 回通しています。x での傾きではなく、σ(x) での傾きになっています。",
        hints=[
            (
                "Far out, at x = −20, the curve is flat. What is your slope there?",
                "x = −20 まで離れると、曲線は平らです。あなたの傾きはいくつですか。",
            ),
            (
                "Input and output are mixed up. A slope is asked for at a place on the horizontal axis; yours is taken at a height.",
                "入力と出力を取り違えています。傾きを尋ねる場所は横軸の上にありますが、あなたは高さのところで傾きをとっています。",
            ),
            (
                "The curve u² has the slope 6 at u = 3. Its height there is 9, and the slope at u = 9 is 18: another place altogether.",
                "曲線 u² の u = 3 での傾きは 6 です。そこでの高さは 9 で、u = 9 での傾きは 18 です。まったく別の場所です。",
            ),
        ],
    )
    def sigmoid_twice(x):
        s = sigmoid(sigmoid(x))
        return s * (1 - s)

    @misconception(
        "chain-rule",
        en="You use x as though it had come out of the sigmoid already. x is what goes in.",
        ja="x を、すでにシグモイド関数から出てきた値のように使っています。x はこれから入る値です。",
        hints=[
            (
                "Try x = 2. Can a curve that only ever rises have a negative slope?",
                "x = 2 で試してください。上り続ける曲線の傾きが、負になるでしょうか。",
            ),
            (
                "There are programs that keep the outputs and hand those to their derivative function. Here it is handed the input.",
                "出力を取っておいて、それを微分の関数に渡すプログラムもあります。ここで渡されるのは入力です。",
            ),
            (
                "The slope of √u can be written with its output r = √u, as 1/(2r). At u = 16, r is 4 and the slope is 0.125. With the 16 in place of r it would be 0.03125.",
                "√u の傾きは、出力 r = √u を使って 1/(2r) と書けます。u = 16 なら r は 4 で、傾きは 0.125 です。r のところに 16 を入れると 0.03125 になってしまいます。",
            ),
        ],
    )
    def input_for_output(x):
        return x * (1 - x)

    @misconception(
        "chain-rule",
        en="You mixed what comes out of the sigmoid with what goes into it.",
        ja="シグモイド関数から出てきた値と、そこへ入る値を混ぜています。",
        hints=[
            (
                "Try x = 3. Can a curve that only ever rises have a negative slope?",
                "x = 3 で試してください。上り続ける曲線の傾きが、負になるでしょうか。",
            ),
            (
                "When a slope is written with the output, every occurrence means the output. Check each factor of yours.",
                "出力を使って傾きを書くなら、出てくる文字はどれも出力を指します。因子を一つずつ確かめてください。",
            ),
            (
                "The slope of 1/u, written with its output r, is −r². At u = 4, r is 0.25 and the slope −0.0625. With only one of the two r replaced by u, it would be −1.",
                "1/u の傾きは、出力 r を使って −r² と書けます。u = 4 なら r は 0.25、傾きは −0.0625 です。二つの r のうち一つだけを u にすると、−1 になってしまいます。",
            ),
        ],
    )
    def one_factor_from_the_input(x):
        return sigmoid(x) * (1 - x)

    @misconception(
        "chain-rule",
        en="A factor is missing: your slope stays large on the left, where the curve is flat.",
        ja="因子が一つ足りません。曲線が平らな左側でも、傾きが大きいままです。",
        hints=[
            (
                "What is your slope at x = −20? Look at the curve there.",
                "x = −20 でのあなたの傾きはいくつですか。そこでの曲線を思い浮かべてください。",
            ),
            (
                "The S-curve is flat at both ends, so its slope has to fade on both sides. Yours fades on one.",
                "S 字曲線は両端で平らなので、傾きは両側で消えていくはずです。あなたの傾きは片側でしか消えません。",
            ),
            (
                "A ferry's takings are passengers × fare: 0 with nobody aboard, 0 on a free day, 4800 with 12 people at 400 yen. Keep only the fare, and an empty boat earns 400.",
                "渡し船の売り上げは人数 × 運賃です。乗客がいなくても、運賃が無料の日でも 0 円で、12 人で 400 円なら 4800 円です。運賃だけを残すと、空の船が 400 円を稼ぐことになります。",
            ),
        ],
    )
    def one_factor_lost(x):
        return 1 - sigmoid(x)

    @misconception(
        "chain-rule",
        en="That is the rule for tanh, with the sigmoid put in.",
        ja="それは tanh の微分の規則に、シグモイド関数を当てはめたものです。",
        hints=[
            (
                "Between x = −1 and x = 1 the sigmoid climbs from 0.27 to 0.73. Does your slope at x = 0 fit?",
                "x = −1 から x = 1 の間に、シグモイド関数は 0.27 から 0.73 まで上ります。x = 0 でのあなたの傾きは、これと合いますか。",
            ),
            (
                "A rule belongs to the curve that it was derived from. Derive this one from 1 / (1 + e^(−x)).",
                "微分の規則は、それを導いた曲線のものです。この曲線の規則は 1 / (1 + e^(−x)) から導いてください。",
            ),
            (
                "u² has the slope 2u, u³ has 3u². At u = 5 the second is 75; whoever borrows the first rule for it gets 10.",
                "u² の傾きは 2u、u³ の傾きは 3u² です。u = 5 では、u³ の傾きは 75 です。u² の規則を借りると 10 になってしまいます。",
            ),
        ],
    )
    def rule_of_tanh(x):
        return 1 - sigmoid(x) ** 2

    @misconception(
        "chain-rule",
        en="You return the sigmoid itself. e^x is its own slope, but the sigmoid is not.",
        ja="シグモイド関数そのものを返しています。e^x の傾きは e^x 自身ですが、シグモイド関数ではそうなりません。",
        hints=[
            (
                "How steep is the curve at x = 20, and what do you return there?",
                "x = 20 での曲線の傾きはどのくらいですか。あなたは何を返していますか。",
            ),
            (
                "An exponential somewhere inside does not make a whole formula its own derivative. Height and slope are two questions.",
                "中に指数関数があるからといって、式全体がそれ自身の微分になるわけではありません。高さと傾きは別の問いです。",
            ),
            (
                "5 + e^u at u = 0: the height is 6, the slope is 1. Measured: (e^0.01 − e^(−0.01)) / 0.02 = 1.00002.",
                "5 + e^u の u = 0 では、高さは 6、傾きは 1 です。測ってみると (e^0.01 − e^(−0.01)) / 0.02 = 1.00002 となります。",
            ),
        ],
    )
    def its_own_derivative(x):
        return sigmoid(x)

    @misconception(
        "chain-rule",
        en="Your slope has the wrong sign: a minus got lost on the way from the outside in.",
        ja="傾きの符号が逆です。外側から内側へ進む途中で、マイナスが一つ抜けています。",
        hints=[
            (
                "σ(1) is greater than σ(0). Which sign must the slope between them have?",
                "σ(1) は σ(0) より大きい値です。その間の傾きの符号はどちらですか。",
            ),
            (
                "The reciprocal brings a minus, and so does one of the functions inside it. Count yours.",
                "逆数の微分からマイナスが一つ出ます。その内側の関数の一つからも出ます。あなたのマイナスを数えてください。",
            ),
            (
                "1/(5 − u) at u = 3: the reciprocal brings one minus, 5 − u brings another, and the slope is +0.25. Measured: (1/1.99 − 1/2.01) / 0.02 = 0.250006.",
                "1/(5 − u) の u = 3 では、逆数から一つ、5 − u からもう一つマイナスが出て、傾きは +0.25 です。測ってみると (1/1.99 − 1/2.01) / 0.02 = 0.250006 となります。",
            ),
        ],
    )
    def minus_lost(x):
        s = sigmoid(x)
        return s * (s - 1)

    @misconception(
        "chain-rule",
        en="You differentiated the reciprocal and stopped there. What stands below the line moves with x, too.",
        ja="逆数の微分だけで終わっています。分母も x とともに動きます。",
        hints=[
            (
                "How many functions stand inside each other in 1 / (1 + e^(−x)), and how many slopes did you multiply?",
                "1 / (1 + e^(−x)) には、いくつの関数が入れ子になっていますか。あなたは傾きをいくつ掛けましたか。",
            ),
            (
                "The note was handed on once and then left lying. The inner functions have slopes of their own.",
                "メモが一度手渡されただけで、そこに置き去りにされています。内側の関数にも、それぞれの傾きがあります。",
            ),
            (
                "1/(1 + u²) at u = 2: the reciprocal alone gives −1/25 = −0.04. The inside has the slope 4 there, and together it is −0.16.",
                "1/(1 + u²) の u = 2 では、逆数だけなら −1/25 = −0.04 です。内側の傾きがそこで 4 なので、合わせて −0.16 になります。",
            ),
        ],
    )
    def inner_derivative_forgotten(x):
        return -(sigmoid(x) ** 2)

    @misconception(
        "chain-rule",
        en="You took one over the slope of the denominator. The slope of a reciprocal is something else.",
        ja="分母の傾きの逆数をとっています。逆数の傾きは、それとは別のものです。",
        hints=[
            (
                "At x = 10 your slope is −22026. How does that fit a curve that stays between 0 and 1?",
                "x = 10 でのあなたの傾きは −22026 です。0 と 1 の間から出ない曲線に、そんな傾きがあるでしょうか。",
            ),
            (
                "Differentiating and taking the reciprocal cannot be exchanged: the reciprocal is the outer function, with a slope of its own.",
                "微分することと逆数をとることの順番は入れ替えられません。逆数は外側の関数で、それ自身の傾きがあります。",
            ),
            (
                "1/u² at u = 1: the denominator has the slope 2, and one over that is 0.5. But measured, (1/1.01² − 1/0.99²) / 0.02 = −2.0004.",
                "1/u² の u = 1 では、分母の傾きは 2 で、その逆数は 0.5 です。ところが測ってみると (1/1.01² − 1/0.99²) / 0.02 = −2.0004 となります。",
            ),
        ],
    )
    def reciprocal_of_the_slope(x):
        return -np.exp(x)

    @misconception(
        "chain-rule",
        en="Your formula is right on paper, but far out on the left it becomes infinity over infinity, and that is nan.",
        ja="紙の上では正しい式です。しかしずっと左では無限大 ÷ 無限大になり、答えが nan になります。",
        hints=[
            (
                "Try x = −1000, and print numerator and denominator on their own.",
                "x = −1000 で試し、分子と分母を別々に表示してください。",
            ),
            (
                "You start from the exponential once more. You already have a function that has dealt with the overflow.",
                "指数関数からもう一度計算を始めています。あふれの問題をすでに片付けた関数が、手もとにあるはずです。",
            ),
            (
                "2^2000 / 2^1997 is 8, but as floats both are inf, and inf / inf is nan. With the exponents subtracted first, nothing large ever appears.",
                "2^2000 / 2^1997 は 8 です。しかし浮動小数点数ではどちらも inf で、inf / inf は nan です。先に指数を引けば、大きな数は一度も現れません。",
            ),
        ],
    )
    def infinity_over_infinity(x):
        grown = np.exp(-x)
        return grown / (1 + grown) ** 2

    @misconception(
        "chain-rule",
        en="You measured the slope with a coarse step to one side instead of working it out: it is off by the bend of the curve.",
        ja="傾きを求めるのに、片側に大まかな歩幅で測っています。曲線の曲がりの分だけずれています。",
        hints=[
            (
                "The S-curve is symmetric. Does your slope come out the same at x = 2 and at x = −2?",
                "S 字曲線には対称性があります。あなたの傾きは、x = 2 と x = −2 で同じになりますか。",
            ),
            (
                "A forward difference leans to the side that it looks at. From a formula you get the slope exactly.",
                "前進差分は、見た側に偏ります。式から求めれば、傾きは正確にわかります。",
            ),
            (
                "For u⁵ at u = 1 the slope is 5; a forward difference with step 0.1 gives 6.1051.",
                "u⁵ の u = 1 での傾きは 5 です。歩幅 0.1 の前進差分では 6.1051 になります。",
            ),
        ],
    )
    def measured_coarsely(x):
        step = 0.01
        return (sigmoid(x + step) - sigmoid(x)) / step

    @misconception(
        "chain-rule",
        en="You took a dot product: it adds all the slopes up, but every element has a slope of its own.",
        ja="内積をとっています。傾きがすべて足し合わされていますが、傾きは要素ごとに一つずつあります。",
        hints=[
            (
                "Give your function an array of three numbers. How many come back?",
                "三つの数の配列を渡してください。返ってくる数はいくつですか。",
            ),
            (
                "A dot product multiplies and then adds. “Elementwise” leaves out the second half.",
                "内積は、掛けてから足します。「要素ごとに」なら、後半の足し算はありません。",
            ),
            (
                "[2, 3] and [10, 100]: position by position that is [20, 300]; the dot product is 320.",
                "[2, 3] と [10, 100] を位置ごとに掛けると [20, 300] で、内積は 320 です。",
            ),
        ],
    )
    def dot_product(x):
        s = sigmoid(x)
        return np.dot(s, 1 - s)


class chain:
    @misconception(
        "chain-rule",
        en="You took the outer slope at x. But the outer function never gets to see x.",
        ja="外側の傾きを x でとっています。しかし、外側の関数に x が直接渡ることはありません。",
        hints=[
            (
                "When outer(inner(x)) is worked out, which number does outer receive?",
                "outer(inner(x)) を計算するとき、outer が受け取るのはどの数ですか。",
            ),
            (
                "A slope has to be taken where its function really stands. The two functions do not stand at the same place.",
                "傾きは、その関数が実際に立っている場所でとります。二つの関数が立つ場所は同じではありません。",
            ),
            (
                "(x + 7)³ at x = 1: what gets cubed is 8, and the cube's slope there is 3·8² = 192. At 1 it would be 3. Measured: (8.01³ − 7.99³) / 0.02 = 192.0001.",
                "(x + 7)³ の x = 1 で、3 乗されるのは 8 です。そこでの 3 乗の傾きは 3·8² = 192 で、1 での傾きなら 3 です。測ってみると (8.01³ − 7.99³) / 0.02 = 192.0001 となります。",
            ),
        ],
    )
    def outer_at_x(outer_derivative, inner, inner_derivative, x):
        return outer_derivative(x) * inner_derivative(x)

    @misconception(
        "chain-rule",
        en="You forgot the inner derivative: how fast inner itself moves when x moves.",
        ja="内側の微分を忘れています。x が動いたときに inner がどれだけ速く動くか、が抜けています。",
        hints=[
            (
                "Which of your four arguments is never used?",
                "四つの引数のうち、一度も使われていないのはどれですか。",
            ),
            (
                "x pushes inner, and inner pushes outer. You only counted the second push.",
                "x が inner を押し、inner が outer を押します。あなたは二つ目しか数えていません。",
            ),
            (
                "(4x)² at x = 1: the square's slope at 4 is 8, but 4x runs four times as fast as x. Measured: (4.04² − 3.96²) / 0.02 = 32.",
                "(4x)² の x = 1 で、2 乗の 4 での傾きは 8 です。しかし 4x は x の 4 倍の速さで動きます。測ってみると (4.04² − 3.96²) / 0.02 = 32 となります。",
            ),
        ],
    )
    def inner_derivative_forgotten(outer_derivative, inner, inner_derivative, x):
        return outer_derivative(inner(x))

    @misconception(
        "chain-rule",
        en="You stopped at the inner function: its slope is not passed through the outer one.",
        ja="内側の関数だけで終わっています。その傾きが、外側の関数まで伝わっていません。",
        hints=[
            (
                "Does your answer change when outer_derivative is another function?",
                "outer_derivative を別の関数に替えると、あなたの答えは変わりますか。",
            ),
            (
                "You say how fast inner moves. Asked is how fast the result at the very end moves.",
                "あなたが答えているのは inner の動く速さです。尋ねられているのは、いちばん最後の結果が動く速さです。",
            ),
            (
                "(4x)² at x = 1: 4x moves by 4 per unit, and every unit there moves the square by 8. The end moves by 32 per unit, not by 4.",
                "(4x)² の x = 1 では、x が 1 動くと 4x は 4 の割合で動き、そこで 4x が 1 動くと 2 乗は 8 の割合で動きます。終点が動く割合は 4 ではなく 32 です。",
            ),
        ],
    )
    def outer_derivative_forgotten(outer_derivative, inner, inner_derivative, x):
        return inner_derivative(x)

    @misconception(
        "chain-rule",
        en="You added the two slopes, but the functions stand one behind the other, not side by side.",
        ja="二つの傾きを足しています。しかし、二つの関数は横に並んでいるのではなく、縦につながっています。",
        hints=[
            (
                "Let inner be a constant, with slope 0. Can x still have an effect?",
                "inner を定数にして、傾きを 0 にしてみましょう。それでも x に効果はあるでしょうか。",
            ),
            (
                "Effects side by side are added. Here the second function works on what the first one hands over.",
                "横に並んだ効果なら足し合わせます。ここでは、一つ目が渡したものに二つ目が働きかけます。",
            ),
            (
                "A dollar buys 150 yen, and a yen buys 9 won. How many won for a dollar? 1350, and not 159.",
                "1 ドルは 150 円で、1 円は 9 ウォンです。1 ドルは何ウォンですか。159 ではなく 1350 ウォンです。",
            ),
        ],
    )
    def added(outer_derivative, inner, inner_derivative, x):
        return outer_derivative(inner(x)) + inner_derivative(x)

    @misconception(
        "chain-rule",
        en="You put the inner slope into the outer derivative: a slope stands where a place belongs.",
        ja="外側の微分に、内側の傾きを入れています。場所を入れるところに、傾きが入っています。",
        hints=[
            (
                "What do you hand to outer_derivative: a value that outer would receive, or a slope?",
                "outer_derivative に渡しているのは、outer が受け取るはずの値ですか。それとも傾きですか。",
            ),
            (
                "The derivative of a composition is not the composition of the derivatives.",
                "合成関数の微分は、微分どうしの合成ではありません。",
            ),
            (
                "(x²)³ is x⁶, with slope 6 at x = 1. Its derivatives 3u² and 2x nested into each other give 3·2² = 12.",
                "(x²)³ は x⁶ で、x = 1 での傾きは 6 です。微分 3u² と 2x を入れ子にすると、3·2² = 12 になってしまいます。",
            ),
        ],
    )
    def derivatives_nested(outer_derivative, inner, inner_derivative, x):
        return outer_derivative(inner_derivative(x))

    @misconception(
        "chain-rule",
        en="You took both slopes at inner(x). The inner function does not receive its own result.",
        ja="どちらの傾きも inner(x) でとっています。内側の関数が、自分の結果を受け取ることはありません。",
        hints=[
            (
                "Which number does inner receive, and at which number do you take its slope?",
                "inner が受け取る数はどれですか。あなたはその傾きをどの数でとっていますか。",
            ),
            (
                "Each function has its own place. One of your two slopes is taken at the other one's.",
                "関数にはそれぞれ自分の場所があります。二つの傾きのうち一つを、もう一方の場所でとっています。",
            ),
            (
                "At x = 2, x² + 3 has the value 7 and the slope 4. The slope at 7 would be 14, but that is another place.",
                "x² + 3 の x = 2 での値は 7、傾きは 4 です。7 での傾きなら 14 ですが、それは別の場所のものです。",
            ),
        ],
    )
    def inner_slope_at_its_result(outer_derivative, inner, inner_derivative, x):
        return outer_derivative(inner(x)) * inner_derivative(inner(x))

    @misconception(
        "chain-rule",
        en="You multiplied by the value of inner, not by its slope.",
        ja="inner の傾きではなく、inner の値を掛けています。",
        hints=[
            (
                "In how many places do you use inner itself, and do you use inner_derivative at all?",
                "inner そのものを何か所で使っていますか。inner_derivative は使っていますか。",
            ),
            (
                "Where something is says nothing about how fast it moves.",
                "「どこにいるか」からは、「どれだけ速く動いているか」はわかりません。",
            ),
            (
                "A car at kilometre 300 drives 60 km/h and burns 0.08 l per km. Per hour that is 4.8 l; the 300 would give 24.",
                "300 km 地点を時速 60 km で走る車が、1 km あたり 0.08 L を使います。1 時間では 4.8 L です。300 を掛けると 24 L になってしまいます。",
            ),
        ],
    )
    def value_for_slope(outer_derivative, inner, inner_derivative, x):
        return outer_derivative(inner(x)) * inner(x)

    @misconception(
        "chain-rule",
        en="You divided by the inner slope: a steeper inner function makes your result flatter.",
        ja="内側の傾きで割っています。これでは、内側が急になるほど、結果は緩やかになってしまいます。",
        hints=[
            (
                "Let inner climb twice as fast. Should the whole climb faster or more slowly?",
                "inner の上り方を 2 倍速くしてください。全体は速く上るべきですか、ゆっくり上るべきですか。",
            ),
            (
                "Write the slopes as dy/du and du/dx, and see what is left over after cancelling in yours.",
                "傾きを dy/du, du/dx と書き、あなたの計算では約分のあとに何が残るかを見てください。",
            ),
            (
                "Wheel A turns 3 times for each turn of B, and B 4 times for each turn of C. For one turn of C, A turns 12 times, not 0.75 times.",
                "B が 1 回まわると A は 3 回まわり、C が 1 回まわると B は 4 回まわります。C が 1 回まわると、A は 0.75 回ではなく 12 回まわります。",
            ),
        ],
    )
    def divided(outer_derivative, inner, inner_derivative, x):
        return np.divide(outer_derivative(inner(x)), inner_derivative(x))

    @misconception(
        "chain-rule",
        en="A parenthesis closes too late: the inner slope has slipped into the argument of the outer derivative.",
        ja="かっこを閉じる位置が遅すぎます。内側の傾きが、外側の微分の引数に入りこんでいます。",
        hints=[
            (
                "Print the number that outer_derivative receives.",
                "outer_derivative が受け取っている数を表示してください。",
            ),
            (
                "It makes a difference whether something is multiplied before or after a function has been applied.",
                "関数に通す前に掛けるのと、通したあとに掛けるのとでは、結果が違います。",
            ),
            (
                "np.sqrt(9 * 4) is 6, and np.sqrt(9) * 4 is 12.",
                "np.sqrt(9 * 4) は 6、np.sqrt(9) * 4 は 12 です。",
            ),
        ],
    )
    def multiplied_inside(outer_derivative, inner, inner_derivative, x):
        return outer_derivative(inner(x) * inner_derivative(x))

    @misconception(
        "chain-rule",
        en="You measured the inner slope with a coarse step to one side, although you were given its derivative.",
        ja="内側の微分が渡されているのに、片側に大まかな歩幅で傾きを測っています。",
        hints=[
            (
                "Which of your four arguments is never used?",
                "四つの引数のうち、一度も使われていないのはどれですか。",
            ),
            (
                "A difference over a finite step is only near the slope. What you were given is exact.",
                "有限の歩幅で測った差は、傾きに近いだけです。渡されたもののほうは正確です。",
            ),
            (
                "For u⁴ at u = 1 the slope is 4; a forward difference with step 0.01 gives 4.060401.",
                "u⁴ の u = 1 での傾きは 4 です。歩幅 0.01 の前進差分では 4.060401 になります。",
            ),
        ],
    )
    def inner_slope_measured(outer_derivative, inner, inner_derivative, x):
        step = 0.01
        return outer_derivative(inner(x)) * (inner(x + step) - inner(x)) / step


class along_path:
    @misconception(
        "chain-rule",
        en="You added the local derivatives. Along one path, they act one after the other.",
        ja="局所的な微分を足しています。一本の道の上では、順々に働きかけていきます。",
        hints=[
            (
                "What should come out if one link of the path passes nothing on, a 0?",
                "道の途中に、何も伝えないところ(0)が一つあったら、何が返るべきでしょうか。",
            ),
            (
                "Side by side and one after the other are two different things, with two different operations.",
                "「横に並ぶ」と「順につながる」は別のことで、使う演算も違います。",
            ),
            (
                "A copier enlarges to 200 %, and the copy is enlarged to 300 % once more: a line of 1 cm becomes 6 cm, not 5.",
                "コピー機で 200 % に拡大し、それをさらに 300 % に拡大します。1 cm の線は 5 cm ではなく 6 cm になります。",
            ),
        ],
    )
    def added(local_derivatives):
        return np.sum(local_derivatives)

    @misconception(
        "chain-rule",
        en="For an empty path you return 0, as if the note got lost. Where there is nobody to change it, it arrives as it was.",
        ja="空の道に対して 0 を返し、メモがなくなったことにしています。書きかえる人がいなければ、メモはそのまま届きます。",
        hints=[
            (
                "Call your function with an empty array.",
                "空の配列で関数を呼び出してください。",
            ),
            (
                "An empty sum and an empty product are not the same. Which number changes nothing in a multiplication?",
                "何も足さないときの和と、何も掛けないときの積は違います。掛けても何も変えない数はどれでしょうか。",
            ),
            (
                "5000 yen, doubled three times, are 40 000; twice, 20 000; once, 10 000; and doubled no time at all? Still 5000, not 0.",
                "5000 円を 3 回 2 倍にすると 40 000 円、2 回なら 20 000 円、1 回なら 10 000 円です。0 回なら 0 円ではなく、5000 円のままです。",
            ),
        ],
    )
    def empty_path_is_zero(local_derivatives):
        if len(local_derivatives) == 0:
            return 0.0
        return np.prod(local_derivatives)

    @misconception(
        "chain-rule",
        en="Your product starts at 0, and from there no factor gets it away.",
        ja="積を 0 から始めています。どんな数を掛けても、0 のままです。",
        hints=[
            (
                "Print the running result after every step.",
                "1 回掛けるごとに、途中の結果を表示してください。",
            ),
            (
                "0 is where a sum starts. A product has to start at a number that leaves the first factor as it is.",
                "0 から始めるのは和です。積は、最初の因子をそのまま残す数から始めます。",
            ),
            (
                "Factors 5 and 3: 0 · 5 · 3 stays 0. For the sum of 5 and 3 that start was right: 0 + 5 + 3 = 8.",
                "5 と 3 を掛けるつもりでも、0 · 5 · 3 は 0 のままです。5 と 3 の和なら、0 から始めて 0 + 5 + 3 = 8 でよいのですが。",
            ),
        ],
    )
    def started_at_zero(local_derivatives):
        blame = 0.0
        for slope in local_derivatives:
            blame *= slope
        return blame

    @misconception(
        "chain-rule",
        en="You start from the first local derivative, but an empty path has no first one.",
        ja="最初の局所的な微分から始めていますが、空の道に「最初」はありません。",
        hints=[
            (
                "Call your function with an empty array, and read the message.",
                "空の配列で関数を呼び出し、メッセージを読んでください。",
            ),
            (
                "Whoever begins with element 0 takes for granted that it exists.",
                "0 番の要素から始めるということは、それがあると決めてかかるということです。",
            ),
            (
                "You add up a shopping list. Starting from the first price works for 50 things and for 1, but an empty list has no first price. Starting from 0 yen works for 50, for 1 and for none. A product has such a start, too.",
                "買い物の合計を求めます。最初の値段から始めるやり方は、50 品でも 1 品でもうまくいきますが、空のリストに最初の値段はありません。0 円から始めれば、50 品でも 1 品でも 0 品でもうまくいきます。積にも、そういう始め方があります。",
            ),
        ],
    )
    def first_taken_for_granted(local_derivatives):
        blame = local_derivatives[0]
        for slope in local_derivatives[1:]:
            blame *= slope
        return blame

    @misconception(
        "chain-rule",
        en="You stop one step before the end of the path: the last local derivative is left out.",
        ja="道の終わりの一歩手前で止まっています。最後の局所的な微分が抜けています。",
        hints=[
            (
                "Try a path with a single local derivative.",
                "局所的な微分が一つだけの道で試してください。",
            ),
            (
                "An index that is off by one. How many rounds does your loop make for k numbers?",
                "番号が一つずれています。k 個の数に対して、ループは何回まわりますか。",
            ),
            (
                "range(4) counts 0, 1, 2, 3: four rounds. range(4 - 1) makes three.",
                "range(4) は 0, 1, 2, 3 と 4 回数えます。range(4 - 1) なら 3 回です。",
            ),
        ],
    )
    def last_left_out(local_derivatives):
        blame = 1.0
        for i in range(len(local_derivatives) - 1):
            blame *= local_derivatives[i]
        return blame

    @misconception(
        "chain-rule",
        en="Each round of your loop overwrites the result: only the last local derivative is left.",
        ja="ループのたびに結果を上書きしています。最後の局所的な微分しか残っていません。",
        hints=[
            (
                "Print the running result after every step.",
                "1 回まわるごとに、途中の結果を表示してください。",
            ),
            (
                "Each seat has to work on the note that it was handed. Yours throws it away and writes a new one.",
                "どの席も、受け取ったメモに書き加えるはずです。あなたの席は、メモを捨てて新しく書いています。",
            ),
            (
                "Savings grow by the factors 1.1, 1.2 and 1.5: all together 1.98. Who remembers only the last year says 1.5.",
                "貯金が 1.1 倍、1.2 倍、1.5 倍と増えました。合わせて 1.98 倍です。最後の年しか覚えていない人は 1.5 倍と答えます。",
            ),
        ],
    )
    def overwritten(local_derivatives):
        blame = 1.0
        for slope in local_derivatives:
            blame = slope
        return blame

    @misconception(
        "chain-rule",
        en="You return from inside the loop: the note gets no further than the first seat.",
        ja="ループの途中で return しています。メモが最初の席から先へ進みません。",
        hints=[
            (
                "How far is the return line indented?",
                "return の行の字下げはどこまでですか。",
            ),
            (
                "A function ends at the first return that it reaches, even in the middle of a loop.",
                "関数は、最初に出会った return で終わります。ループの途中でもです。",
            ),
            (
                "A relay of 3 runners, each 400 m. Stop the clock when the first hands over, and 400 m were run, not 1200.",
                "3 人がそれぞれ 400 m を走るリレーです。最初の走者がバトンを渡したところで終わりにすると、走ったのは 1200 m ではなく 400 m です。",
            ),
        ],
    )
    def return_inside_the_loop(local_derivatives):
        blame = 1.0
        for slope in local_derivatives:
            blame *= slope
            return blame

    @misconception(
        "chain-rule",
        en="You multiplied the sizes of the slopes and lost their signs: who turns the effect round is forgotten.",
        ja="傾きの大きさだけを掛けて、符号を落としています。効果の向きを変えた人が忘れられています。",
        hints=[
            (
                "Try a path with one negative local derivative.",
                "負の局所的な微分が一つある道で試してください。",
            ),
            (
                "Blame has a direction: it says whether turning up makes things better or worse.",
                "責任には向きがあります。つまみを上げると良くなるのか、悪くなるのかを表しています。",
            ),
            (
                "Meshed gears turn against each other. With the ratios −2 and −3 the last one turns 6 times, the same way as the first. Join the second pair by a chain, ratio 3, and it is −6: the other way.",
                "かみ合う歯車は逆向きに回ります。比が −2 と −3 なら、最後の歯車は最初と同じ向きに 6 回まわります。二組目をチェーンでつないで比を 3 にすると −6 回、つまり逆向きです。",
            ),
        ],
    )
    def signs_lost(local_derivatives):
        return np.prod(np.abs(local_derivatives))

    @misconception(
        "chain-rule",
        en="You return what the note says at every seat. Asked for is what arrives at the end.",
        ja="途中の席ごとのメモをすべて返しています。求められているのは、終点に届くものです。",
        hints=[
            (
                "Look at the shape of what you return.",
                "返している値の形(shape)を見てください。",
            ),
            (
                "A running product keeps every stage on the way. One path delivers one number.",
                "累積の積には、途中の段階がすべて残ります。一本の道が届けるのは、一つの数です。",
            ),
            (
                "Running totals of 5, 6 and 7 are 5, 11, 18. “What did you spend?” is answered by one number, 18.",
                "5, 6, 7 の累計は 5, 11, 18 です。「いくら使いましたか」への答えは一つ、18 です。",
            ),
        ],
    )
    def all_stages(local_derivatives):
        return np.cumprod(local_derivatives)

    @misconception(
        "chain-rule",
        en="You skipped the zeros. But a flat place on the path stops the blame: nothing arrives behind it.",
        ja="0 を飛ばしています。しかし、道の途中に平らなところがあれば責任はそこで止まり、その先には何も届きません。",
        hints=[
            (
                "Try a path with a 0 in the middle.",
                "途中に 0 がある道で試してください。",
            ),
            (
                "A local derivative of 0 means: whatever you do before, nothing changes behind. That is a fact, not a nuisance to be left out.",
                "局所的な微分が 0 とは、手前で何をしても、その先は何も変わらないということです。これは事実であって、除くべき邪魔者ではありません。",
            ),
            (
                "Three taps in one pipe let through 50 %, 0 % and 80 %. Nothing comes out, and not 40 %.",
                "一本の管に三つの蛇口があり、それぞれ 50 %, 0 %, 80 % だけ水を通します。出てくる水は 40 % ではなく、0 です。",
            ),
        ],
    )
    def zeros_skipped(local_derivatives):
        return np.prod(local_derivatives[local_derivatives != 0])

    @misconception(
        "chain-rule",
        en="You collect the product in the caller's own array: the local derivatives are overwritten on the way.",
        ja="呼び出した側の配列の中で積を計算しています。途中で局所的な微分が書きかえられていきます。",
        hints=[
            (
                "Print local_derivatives before and after your function ran.",
                "関数を実行する前とあとで、local_derivatives を表示してください。",
            ),
            (
                "Assigning to an element changes the array for everybody who holds it. The caller still needs the slopes.",
                "要素に代入すると、その配列を持っている全員にとって値が変わります。傾きは、呼び出した側がまだ使います。",
            ),
            (
                "You add up a bill of 5, 6 and 7 by writing the running total over each price: 5, 11, 18. The sum is right, and nobody can read what the second dish cost.",
                "5, 6, 7 という伝票を、値段の上に累計を書きながら合計すると 5, 11, 18 になります。合計は正しくても、二つ目の料理の値段はもう読めません。",
            ),
        ],
    )
    def written_over(local_derivatives):
        for i in range(1, len(local_derivatives)):
            local_derivatives[i] *= local_derivatives[i - 1]
        return local_derivatives[-1] if len(local_derivatives) else 1.0


class over_paths:
    @misconception(
        "chain-rule",
        en="You multiplied the paths with each other, as though they were one long path.",
        ja="道どうしを掛け合わせています。全部が一本の長い道になってしまっています。",
        hints=[
            (
                "Take two paths, one of which carries nothing. What should arrive?",
                "2 本の道のうち、1 本は何も運ばないとします。何が届くべきでしょうか。",
            ),
            (
                "Links of one path act one after the other. Different paths lie side by side.",
                "一本の道の上では順々に働きますが、別々の道は横に並んでいます。",
            ),
            (
                "Two bridges lead into a town, 200 cars an hour over one, 300 over the other. Into the town come 500, not 60 000.",
                "町に入る橋が二つあり、1 時間に 200 台と 300 台が通ります。町に入るのは 60 000 台ではなく 500 台です。",
            ),
        ],
    )
    def paths_multiplied(paths):
        total = 1.0 if paths else 0.0
        for path in paths:
            total *= along_path(path)
        return total

    @misconception(
        "chain-rule",
        en="You return from inside the loop: only the first path is ever counted.",
        ja="ループの途中で return しています。最初の道しか数えられていません。",
        hints=[
            (
                "Try two paths, then swap them. Does your answer change?",
                "2 本の道で試し、順番を入れ替えてください。答えは変わりますか。",
            ),
            (
                "A function ends at the first return that it reaches, even in the middle of a loop.",
                "関数は、最初に出会った return で終わります。ループの途中でもです。",
            ),
            (
                "A coin box has 3 slots with 40, 25 and 10 coins. Who reports after the first says 40; there are 75.",
                "貯金箱に仕切りが三つあり、硬貨が 40 枚、25 枚、10 枚入っています。一つ目を数えて報告すると 40 枚ですが、全部で 75 枚です。",
            ),
        ],
    )
    def return_inside_the_loop(paths):
        total = 0.0
        for path in paths:
            total += along_path(path)
            return total
        return total

    @misconception(
        "chain-rule",
        en="Each path overwrites the one before: only the last is left.",
        ja="道を調べるたびに結果を上書きしています。最後の道しか残っていません。",
        hints=[
            (
                "Print the running result after every path.",
                "道を 1 本調べるごとに、途中の結果を表示してください。",
            ),
            (
                "A variable keeps only what was put there last. What arrived earlier has to be kept, too.",
                "変数には、最後に入れたものしか残りません。先に届いた分も取っておく必要があります。",
            ),
            (
                "Rain fell on three days: 4, 9 and 2 mm. A gauge that is emptied every morning shows 2 in the end, not 15.",
                "3 日間に 4 mm, 9 mm, 2 mm の雨が降りました。毎朝空にする雨量計は、最後に 15 mm ではなく 2 mm を示します。",
            ),
        ],
    )
    def overwritten(paths):
        total = 0.0
        for path in paths:
            total = along_path(path)
        return total

    @misconception(
        "chain-rule",
        en="You counted the strongest path only. The weaker ones deliver blame, too.",
        ja="いちばん強い道しか数えていません。弱い道からも責任は届きます。",
        hints=[
            (
                "Take three paths of which no one is much stronger than the others.",
                "同じくらいの強さの道が 3 本ある場合で試してください。",
            ),
            (
                "A knob that acts in several ways answers for all of them. Nothing is chosen here.",
                "いくつもの経路で効くつまみは、そのすべてに責任があります。ここでは何も選びません。",
            ),
            (
                "Three friends owe you 900, 700 and 800 yen. Together you get 2400, not what the largest debtor pays.",
                "3 人の友達に 900 円、700 円、800 円を貸しています。返ってくるのは最大の 900 円ではなく、合わせて 2400 円です。",
            ),
        ],
    )
    def strongest_only(paths):
        return max((along_path(path) for path in paths), key=abs, default=0.0)

    @misconception(
        "chain-rule",
        en="You averaged over the paths. But every further path brings more, it does not thin out the others.",
        ja="道について平均しています。しかし、道が増えれば届くものも増えるのであって、ほかの道の分が薄まるわけではありません。",
        hints=[
            (
                "Give the same path twice. Should as much arrive as over one, or more?",
                "同じ道を 2 回入れてください。届くのは 1 本のときと同じですか、それとも増えますか。",
            ),
            (
                "You divide by something that the question never mentions.",
                "問題文のどこにも出てこないもので割っています。",
            ),
            (
                "Two taps fill a bath with 12 and 8 litres a minute. The bath rises by 20 litres a minute, not by 10.",
                "二つの蛇口から毎分 12 L と 8 L のお湯が出ています。浴槽に入るのは毎分 10 L ではなく 20 L です。",
            ),
        ],
    )
    def averaged(paths):
        return sum(along_path(path) for path in paths) / max(len(paths), 1)

    @misconception(
        "chain-rule",
        en="You exchanged the two operations: you add along a path and multiply over the paths.",
        ja="二つの演算が入れ替わっています。道に沿って足し、道どうしを掛けています。",
        hints=[
            (
                "Try a single path with two links, then two paths with one link each.",
                "要素が二つの道 1 本と、要素が一つの道 2 本の、二通りで試してください。",
            ),
            (
                "Which happens one after the other, and which side by side? Each has its operation, and yours stand in each other's place.",
                "順につながるのはどちらで、横に並ぶのはどちらですか。それぞれに演算があり、あなたのものは逆になっています。",
            ),
            (
                "Two trains of 10 carriages with 60 seats each: within a train 10 · 60, and both together 600 + 600 = 1200. Exchanged, (10 + 60)·(10 + 60) = 4900.",
                "60 席の車両を 10 両つないだ列車が 2 本あります。1 本では 10 · 60 席、2 本で 600 + 600 = 1200 席です。演算を入れ替えると (10 + 60)·(10 + 60) = 4900 になります。",
            ),
        ],
    )
    def operations_exchanged(paths):
        total = 1.0 if paths else 0.0
        for path in paths:
            total *= np.sum(path)
        return total

    @misconception(
        "chain-rule",
        en="You added everything up, also the slopes along one path.",
        ja="何もかも足しています。一本の道に沿った傾きまで足しています。",
        hints=[
            (
                "Try a single path with the links 10 and 10.",
                "10 と 10 が並ぶ道 1 本で試してください。",
            ),
            (
                "Two kinds of combining are needed, one inside a path and one between the paths. You have one.",
                "まとめ方は二つ必要です。道の中でのまとめ方と、道どうしのまとめ方です。あなたの計算には一つしかありません。",
            ),
            (
                "Two orders: 3 boxes at 500 yen and 4 boxes at 200 yen. The bill is 1500 + 800 = 2300, not 3 + 500 + 4 + 200 = 707.",
                "500 円の箱を 3 個、200 円の箱を 4 個注文しました。代金は 1500 + 800 = 2300 円で、3 + 500 + 4 + 200 = 707 円ではありません。",
            ),
        ],
    )
    def everything_added(paths):
        return sum((np.sum(path) for path in paths), 0.0)

    @misconception(
        "chain-rule",
        en="You added the sizes of what the paths deliver. Paths of different sign work against each other.",
        ja="届いたものの大きさだけを足しています。符号の違う道は、互いに打ち消し合います。",
        hints=[
            (
                "Try two paths that deliver 3 and −3.",
                "3 を届ける道と −3 を届ける道の 2 本で試してください。",
            ),
            (
                "A knob may help over one path and harm over another. What counts is what remains.",
                "一つのつまみが、ある道では助けになり、別の道では害になることがあります。大事なのは、差し引きで残るものです。",
            ),
            (
                "You earn 800 and spend 650. You are 150 richer, however much money went through your hands: 1450.",
                "800 円を稼いで 650 円を使いました。手もとを通った金額は 1450 円でも、増えたのは 150 円です。",
            ),
        ],
    )
    def signs_lost(paths):
        return sum((abs(along_path(path)) for path in paths), 0.0)

    @misconception(
        "chain-rule",
        en="Your product is not set back before a new path: every path goes on where the one before it ended.",
        ja="新しい道に入る前に、積を元に戻していません。どの道も、前の道の続きになっています。",
        hints=[
            (
                "Print the product at the moment at which a new path begins.",
                "新しい道が始まる瞬間の積を表示してください。",
            ),
            (
                "What belongs to one path has to be prepared anew for each one. Look at what stands before which loop.",
                "道ごとのものは、道ごとに用意し直さなければなりません。どのループの前に何があるかを見てください。",
            ),
            (
                "Weigh 300 g of flour and then 200 g of sugar without setting the scales to zero: for the sugar they show 500 g.",
                "小麦粉を 300 g 量ったあと、はかりを 0 に戻さずに砂糖を 200 g 載せると、砂糖の表示が 500 g になります。",
            ),
        ],
    )
    def product_carried_over(paths):
        total, blame = 0.0, 1.0
        for path in paths:
            for slope in path:
                blame *= slope
            total += blame
        return total

    @misconception(
        "chain-rule",
        en="You skipped the empty paths. An empty path is a direct connection: the blame arrives unchanged.",
        ja="空の道を飛ばしています。空の道とは直通のことで、責任はそのまま届きます。",
        hints=[
            (
                "Compare “no path” with “one empty path”. Should the answers be the same?",
                "「道がない」場合と「空の道が 1 本ある」場合を比べてください。答えは同じになるべきでしょうか。",
            ),
            (
                "A path without links in between is still a path. What does along_path say about it?",
                "途中に何もない道も、道です。along_path はそれを何と答えますか。",
            ),
            (
                "From your seat a note can reach the teacher through 2 neighbours, or directly because you sit in front of the desk. Directly means 0 seats in between, not 0 notes.",
                "メモは、隣の 2 人を通って先生に届くこともあれば、いちばん前の席から直接届くこともあります。直接とは、間の席が 0 ということで、メモが 0 枚ということではありません。",
            ),
        ],
    )
    def empty_paths_skipped(paths):
        return sum((along_path(path) for path in paths if len(path) > 0), 0.0)

    @misconception(
        "chain-rule",
        en="Your sum starts at 1, and that 1 is still in it at the end.",
        ja="和を 1 から始めています。最後まで、その 1 が余分に残ります。",
        hints=[
            (
                "Call your function with an empty list, and with one path of which you know the product.",
                "空のリストと、積がわかっている 1 本の道とで、関数を呼び出してください。",
            ),
            (
                "1 is where a product starts. A sum has to start at a number that leaves it alone.",
                "1 から始めるのは積です。和は、結果に影響しない数から始めます。",
            ),
            (
                "A counter at a gate stands at 1 before anybody came. After 40 visitors it shows 41.",
                "入口のカウンターが、誰も来ないうちから 1 になっています。40 人が入ると 41 を示します。",
            ),
        ],
    )
    def started_at_one(paths):
        total = 1.0
        for path in paths:
            total += along_path(path)
        return total

    @misconception(
        "chain-rule",
        en="You made a table of the paths. They have different lengths and do not fit into one.",
        ja="道の一覧を表(行列)にしています。道の長さはまちまちなので、一つの表には収まりません。",
        hints=[
            (
                "Try one path with two links and one with three, and read the message.",
                "要素が二つの道と三つの道を入れて、メッセージを読んでください。",
            ),
            (
                "An array has rows of equal length. A list of paths makes no such promise, and it may be empty.",
                "配列の行の長さはそろっていなければなりません。道のリストにそんな約束はなく、空のこともあります。",
            ),
            (
                "Trips of 2, 5 and 3 stops: on a form with exactly 3 boxes a line, only one of them can be entered.",
                "2 駅、5 駅、3 駅の乗車記録があります。1 行に欄がちょうど 3 個ある用紙にきちんと収まるのは、一つだけです。",
            ),
        ],
    )
    def as_a_table(paths):
        return np.sum(np.prod(np.array(paths), axis=1))


class neuron_gradient:
    @misconception(
        "chain-rule",
        en="You lost the factor that the square brings down when it is differentiated.",
        ja="2 乗を微分したときに前に出てくる係数が抜けています。",
        hints=[
            (
                "Divide your answer by the slope that you measure. Is it the same number every time?",
                "あなたの答えを、測った傾きで割ってください。いつも同じ数になりませんか。",
            ),
            (
                "The note starts at the square, the outermost function. Look at what is written on it first.",
                "メモは、いちばん外側の関数である 2 乗から始まります。最初に何が書かれるかを見てください。",
            ),
            (
                "(u³ − 5)⁴ at u = 2, where u³ − 5 is 3: the outermost function alone has the slope 4·3³ = 108, not 27.",
                "(u³ − 5)⁴ の u = 2 では u³ − 5 = 3 です。いちばん外側の関数だけの傾きは、27 ではなく 4·3³ = 108 です。",
            ),
        ],
    )
    def factor_forgotten(w, b, x, target):
        z = w @ x + b
        note = (sigmoid(z) - target) * sigmoid_derivative(z)
        return note * x, note

    @misconception(
        "chain-rule",
        en="You passed the note round the sigmoid instead of through it: its slope is missing.",
        ja="メモがシグモイド関数を素通りしています。その傾きが抜けています。",
        hints=[
            (
                "Choose b so large that the sigmoid is quite flat. Should b still have an effect?",
                "シグモイド関数がほとんど平らになるほど、b を大きくしてください。それでも b に効果はあるでしょうか。",
            ),
            (
                "Every function between E and z writes its local derivative on the note. Count the functions, and count your factors.",
                "E と z の間にある関数は、それぞれ自分の局所的な微分をメモに書きます。関数の数と、あなたの因子の数を数えてください。",
            ),
            (
                "A knob raises the voltage by 2 V per degree, a volt the lamp by 30 lumens, a lumen the picture's brightness by 0.1. Per degree that is 6. Without the lamp you get 0.2.",
                "つまみを 1 度回すと電圧が 2 V 上がり、1 V で電灯が 30 ルーメン、1 ルーメンで写真の明るさが 0.1 上がります。1 度あたり 6 です。電灯を飛ばすと 0.2 になってしまいます。",
            ),
        ],
    )
    def sigmoid_passed_by(w, b, x, target):
        note = 2 * (sigmoid(w @ x + b) - target)
        return note * x, note

    @misconception(
        "chain-rule",
        en="You took the sigmoid's slope at its output, not at its input.",
        ja="シグモイド関数の傾きを、入力ではなく出力のところでとっています。",
        hints=[
            (
                "Which number do you hand to sigmoid_derivative?",
                "sigmoid_derivative に渡しているのは、どの数ですか。",
            ),
            (
                "sigmoid_derivative wants to know where on the horizontal axis it is to look.",
                "sigmoid_derivative が知りたいのは、横軸のどこを見るかです。",
            ),
            (
                "For u³ at u = 2 the slope is 12. The output there is 8, and the slope at 8 would be 192.",
                "u³ の u = 2 での傾きは 12 です。そこでの出力は 8 で、8 での傾きなら 192 になってしまいます。",
            ),
        ],
    )
    def slope_at_the_output(w, b, x, target):
        a = sigmoid(w @ x + b)
        note = 2 * (a - target) * sigmoid_derivative(a)
        return note * x, note

    @misconception(
        "chain-rule",
        en="Your signs are all turned round: the difference inside the square is the other way, and its own minus is missing.",
        ja="符号がすべて逆です。2 乗の中の差の向きが反対で、そこから出るはずのマイナスがありません。",
        hints=[
            (
                "If the neuron's answer is already too high and b goes up, does E grow or shrink?",
                "ニューロンの答えがすでに大きすぎるとき、b を上げると E は増えますか、減りますか。",
            ),
            (
                "A square does not mind which way round the difference is. Its derivative does.",
                "2 乗は差の向きを気にしません。しかし、その微分は気にします。",
            ),
            (
                "(u − 4)² at u = 6 has the slope 2·2 = 4. Written as (4 − u)² it is the same curve: 2·(−2)·(−1) = 4. Without the last factor it would be −4.",
                "(u − 4)² の u = 6 での傾きは 2·2 = 4 です。(4 − u)² と書いても同じ曲線で、2·(−2)·(−1) = 4 です。最後の因子を忘れると −4 になってしまいます。",
            ),
        ],
    )
    def difference_turned_round(w, b, x, target):
        z = w @ x + b
        note = 2 * (target - sigmoid(z)) * sigmoid_derivative(z)
        return note * x, note

    @misconception(
        "chain-rule",
        en="You gave every weight the same blame, whatever it was that came in at its side.",
        ja="入ってきたものが何であっても、すべての重みに同じ責任を負わせています。",
        hints=[
            (
                "Set one input to 0. Can its weight have had any effect?",
                "入力の一つを 0 にしてください。その重みに効果はあるでしょうか。",
            ),
            (
                "The note has arrived at z. From there to each single weight one more local derivative is due.",
                "メモは z まで届いています。そこから一つ一つの重みへ行くには、局所的な微分がもう一つ要ります。",
            ),
            (
                "A bill: 3 coffees and 5 teas. When coffee gets dearer by 1 yen, the bill rises by 3; when tea does, by 5. Not by the same.",
                "コーヒー 3 杯と紅茶 5 杯の勘定です。コーヒーが 1 円値上がりすると 3 円増え、紅茶なら 5 円増えます。同じではありません。",
            ),
        ],
    )
    def inputs_forgotten(w, b, x, target):
        z = w @ x + b
        note = 2 * (sigmoid(z) - target) * sigmoid_derivative(z)
        return np.full(len(w), note), note

    @misconception(
        "chain-rule",
        en="You moved the inputs and held the weights still: that is the slope for x.",
        ja="重みを止めて入力を動かしています。それは x についての傾きです。",
        hints=[
            (
                "Which letter stands below the line in dE/dw?",
                "dE/dw の分母にある文字は何ですか。",
            ),
            (
                "In a product of two numbers, how fast it grows with the one depends on the other. Which is the knob?",
                "二つの数の積では、一方を動かしたときの増え方は、もう一方で決まります。つまみはどちらですか。",
            ),
            (
                "5 apples at 80 yen. The price is the knob: 1 yen dearer, and the bill rises by 5, not by 80.",
                "80 円のりんごを 5 個買います。値段がつまみなら、1 円上がると代金は 80 円ではなく 5 円増えます。",
            ),
        ],
    )
    def slope_for_the_inputs(w, b, x, target):
        z = w @ x + b
        note = 2 * (sigmoid(z) - target) * sigmoid_derivative(z)
        return note * w, note

    @misconception(
        "chain-rule",
        en="For the bias you multiplied by b. But b is only added, it multiplies nothing.",
        ja="バイアスについて b を掛けています。しかし、b は足されているだけで、何にも掛けられていません。",
        hints=[
            (
                "Set b to 0. Is E really indifferent to a small turn of b then?",
                "b を 0 にしてください。そのとき b を少し動かしても、E は本当に変わらないでしょうか。",
            ),
            (
                "What is the slope of a sum for one of its terms? It does not depend on how large the term is.",
                "和を、その項の一つで微分すると、傾きはいくつですか。その項の大きさには関係ありません。",
            ),
            (
                "A taxi costs 500 yen plus 120 yen a kilometre. If the basic fare rises by 1 yen, every trip gets 1 yen dearer, not 500.",
                "タクシー代は 500 円に、1 km あたり 120 円を足したものです。基本料金が 1 円上がると、どの乗車も 500 円ではなく 1 円高くなります。",
            ),
        ],
    )
    def bias_multiplied(w, b, x, target):
        z = w @ x + b
        note = 2 * (sigmoid(z) - target) * sigmoid_derivative(z)
        return note * x, note * b

    @misconception(
        "chain-rule",
        en="You return 0 for the bias, as for a constant. While b is the knob, it is not one.",
        ja="バイアスについて、定数とみなして 0 を返しています。b がつまみである間、b は定数ではありません。",
        hints=[
            (
                "Work out E for two values of b. Does it stay the same?",
                "b の値を二つ選んで E を計算してください。同じ値になりますか。",
            ),
            (
                "Held still is everything but the knob. For dE/db the roles change, and a number that is merely added still moves the sum.",
                "止めておくのは、つまみ以外のものです。dE/db では役割が変わります。ただ足されているだけの数でも、動けば和が動きます。",
            ),
            (
                "A taxi costs 500 yen plus 120 yen a kilometre. The 500 has nothing to do with the distance, but let it rise to 510, and the trip costs 10 yen more.",
                "タクシー代は 500 円に、1 km あたり 120 円を足したものです。500 円は距離と無関係ですが、510 円に上がれば、料金は 10 円高くなります。",
            ),
        ],
    )
    def bias_taken_for_constant(w, b, x, target):
        z = w @ x + b
        note = 2 * (sigmoid(z) - target) * sigmoid_derivative(z)
        return note * x, 0.0

    @misconception(
        "chain-rule",
        en="You left the bias out on the way forward: all your slopes are taken at another place.",
        ja="順方向の計算でバイアスが抜けています。傾きがすべて別の場所でのものになっています。",
        hints=[
            (
                "Call your function with b = 0 and with b = 3. Does the answer change?",
                "b = 0 と b = 3 で関数を呼び出してください。答えは変わりますか。",
            ),
            (
                "A term that has slope 0 in w still decides where you stand. Compare your z with the definition of E.",
                "w で微分すると消える項でも、どこに立っているかを決めています。あなたの z を E の定義と比べてください。",
            ),
            (
                "(4u + 9)² at u = 1 stands at 13, slope 2·13·4 = 104. Without the 9 it would stand at 4, slope 32.",
                "(4u + 9)² の u = 1 では、かっこの中が 13 で、傾きは 2·13·4 = 104 です。9 を落とすと 4 になり、傾きは 32 になってしまいます。",
            ),
        ],
    )
    def bias_left_out(w, b, x, target):
        z = w @ x
        note = 2 * (sigmoid(z) - target) * sigmoid_derivative(z)
        return note * x, note

    @misconception(
        "chain-rule",
        en="You compared z with the target. What the neuron answers only comes out behind the sigmoid.",
        ja="z を目標と比べています。ニューロンの答えは、シグモイド関数を通ったあとに出てきます。",
        hints=[
            (
                "Which number in your code is compared with the target, and which one in E?",
                "あなたのコードで目標と比べているのはどの数ですか。E の中ではどの数ですか。",
            ),
            (
                "The slope of the sigmoid is in your product, but the sigmoid itself is missing where the error is taken.",
                "積の中にシグモイド関数の傾きはありますが、誤差をとるところにシグモイド関数そのものがありません。",
            ),
            (
                "A neuron that takes roots: it gets 49 and answers 7. For the target 5 it is off by 2, not by 44.",
                "平方根を答えるニューロンが 49 を受け取り、7 と答えました。目標が 5 なら、外れているのは 44 ではなく 2 です。",
            ),
        ],
    )
    def error_before_the_sigmoid(w, b, x, target):
        z = w @ x + b
        note = 2 * (z - target) * sigmoid_derivative(z)
        return note * x, note

    @misconception(
        "chain-rule",
        en="You brought the exponent down as a factor, but did not lower it by one.",
        ja="指数を係数として前に出しただけで、指数を 1 減らしていません。",
        hints=[
            (
                "Try an answer below its target. Is the sign of your db right?",
                "ニューロンの答えが目標より小さい例で試してください。db の符号は合っていますか。",
            ),
            (
                "Differentiating a power does two things at once, and only one of them happened.",
                "累乗の微分では二つのことが同時に起こります。そのうち一つしか行われていません。",
            ),
            (
                "u⁴ becomes 4u³, not 4u⁴. At u = 3 that is 108, where 4u⁴ would give 324.",
                "u⁴ の微分は 4u⁴ ではなく 4u³ です。u = 3 では、324 ではなく 108 になります。",
            ),
        ],
    )
    def exponent_not_lowered(w, b, x, target):
        z = w @ x + b
        note = 2 * (sigmoid(z) - target) ** 2 * sigmoid_derivative(z)
        return note * x, note

    @misconception(
        "chain-rule",
        en="You added up the slopes of all the weights. Each weight needs its own.",
        ja="すべての重みの傾きを足し合わせています。傾きは重みごとに必要です。",
        hints=[
            (
                "Look at the shape of your dw. How many weights are there?",
                "dw の形(shape)を見てください。重みはいくつありますか。",
            ),
            (
                "One number for all is the blended change: it does not say which knob is to blame.",
                "全員で一つの数では、混ざった変化になってしまいます。どのつまみが犯人なのかわかりません。",
            ),
            (
                "Three people worked 12, 20 and 8 hours. 40 hours is true, but no one can be paid by it.",
                "3 人がそれぞれ 12 時間、20 時間、8 時間働きました。合計 40 時間は正しくても、それだけでは誰の給料も払えません。",
            ),
        ],
    )
    def weights_blended(w, b, x, target):
        z = w @ x + b
        note = 2 * (sigmoid(z) - target) * sigmoid_derivative(z)
        return np.sum(note * x), note

    @misconception(
        "chain-rule",
        en="You return the pair the wrong way round: the bias first.",
        ja="組の順番が逆です。バイアスが先になっています。",
        hints=[
            (
                "Compare the order of your two results with the docstring.",
                "二つの結果の順番を、docstring と見比べてください。",
            ),
            (
                "Both numbers may be right: whoever receives a pair goes by position.",
                "数はどちらも正しいのかもしれません。ただ、組を受け取る側は、位置で見分けます。",
            ),
            (
                "divmod(17, 5) is (3, 2): quotient first. Read as (remainder, quotient), 17 would be 5·2 + 3, which is 13.",
                "divmod(17, 5) は (3, 2) で、商が先です。(余り, 商) と読むと 5·2 + 3 = 13 となり、17 になりません。",
            ),
        ],
    )
    def pair_exchanged(w, b, x, target):
        z = w @ x + b
        note = 2 * (sigmoid(z) - target) * sigmoid_derivative(z)
        return note, note * x

    @misconception(
        "chain-rule",
        en="You passed the plain difference on. That is the note of another loss, cross-entropy, in which the sigmoid's slope cancels. Here the error is a square.",
        ja="差をそのままメモに書いています。それは交差エントロピーという別の損失の場合で、そこではシグモイド関数の傾きが約分で消えます。ここでの誤差は 2 乗です。",
        hints=[
            (
                "Which loss does the docstring state?",
                "docstring に書かれている損失はどれですか。",
            ),
            (
                "A shortcut holds for the loss for which it was found. Here every function keeps its own factor.",
                "近道が使えるのは、それが見つかった損失に対してだけです。ここでは、どの関数の因子も消えずに残ります。",
            ),
            (
                "ln(u³) at u = 2: the cube's slope 12 is divided by 8, and 3/u = 1.5 is left. For (u³)² nothing cancels: 2·8·12 = 192.",
                "ln(u³) の u = 2 では、3 乗の傾き 12 が 8 で割られ、3/u = 1.5 が残ります。(u³)² では何も消えず、2·8·12 = 192 です。",
            ),
        ],
    )
    def note_of_cross_entropy(w, b, x, target):
        note = sigmoid(w @ x + b) - target
        return note * x, note
