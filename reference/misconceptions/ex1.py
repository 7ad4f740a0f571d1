"""ex1: wrong answers, one misunderstanding each."""

import numpy as np

from reference.catalogue import misconception


class squared_error:
    @misconception(
        "loss",
        en="You left the difference as it is: it was never squared.",
        ja="予測と目標の差をそのまま返しています。2 乗していません。",
        hints=[
            (
                "Try a prediction below its target, and look at the sign of your answer.",
                "予測が目標より小さい例で試し、答えの符号を見てください。",
            ),
            (
                "A loss measures how bad an answer is. Being below the target must not count as better than perfect.",
                "損失は「どれだけ悪いか」を測る量です。目標を下回ったからといって、満点より良いことにはなりません。",
            ),
            (
                "Two darts land 4 cm left and 4 cm right of the centre. Signed, they cancel: −4 + 4 = 0, as if both had hit. Squared, 16 and 16, neither can hide.",
                "2 本のダーツが中心から左に 4 cm、右に 4 cm ずれました。符号付きで足すと −4 + 4 = 0 となり、命中したかのようです。2 乗すれば 16 と 16 になり、ごまかせません。",
            ),
        ],
    )
    def not_squared(prediction, target):
        return prediction - target

    @misconception(
        "loss",
        en="You took the distance between prediction and target, but not its square.",
        ja="予測と目標の距離(絶対値)を返しています。その 2 乗ではありません。",
        hints=[
            (
                "Compare an answer that is off by 1 with one that is off by 10.",
                "1 だけ外れた場合と 10 だけ外れた場合の答えを比べてください。",
            ),
            (
                "Absolute and squared errors are two different losses. The squared one punishes large errors far more than in proportion.",
                "絶対誤差と二乗誤差は別の損失です。二乗誤差では、大きく外れると、外れた量に比例する以上に罰が重くなります。",
            ),
            (
                "A square of side 7 and its area: 7 m is a length, 49 m² an area. Double the side, and the area is 196, four times as much.",
                "1 辺 7 m の正方形で考えます。7 m は長さ、49 m² は面積です。辺を 2 倍にすると、面積は 4 倍の 196 m² になります。",
            ),
        ],
    )
    def absolute(prediction, target):
        return abs(prediction - target)

    @misconception(
        "loss",
        en="You added prediction and target where their difference is wanted.",
        ja="予測と目標の差をとるところで、和をとっています。",
        hints=[
            (
                "Ask for a perfect answer: prediction and target both 5. What should the loss be?",
                "完全に正しい答えで試してください。予測も目標も 5 なら、損失はいくつになるべきでしょうか。",
            ),
            (
                "The sign between the two numbers decides whether you measure how far apart they are, or how large they are together.",
                "二つの数の間の符号で、測るものが変わります。隔たりの大きさなのか、合わせた大きさなのか。",
            ),
            (
                "How far is the 3rd floor from the 8th? 5 floors, not 11. Distance comes from what is different.",
                "3 階と 8 階は何階分離れていますか。11 ではなく 5 です。隔たりは「違い」から出てきます。",
            ),
        ],
    )
    def sum_squared(prediction, target):
        return (prediction + target) ** 2

    @misconception(
        "loss",
        en="You squared prediction and target separately and subtracted afterwards: a difference of squares, not the square of a difference.",
        ja="予測と目標を別々に 2 乗してから引いています。「差の 2 乗」ではなく「2 乗の差」です。",
        hints=[
            ("Look at the order of the two operations.", "二つの演算の順番に注目してください。"),
            (
                "Squaring and subtracting cannot be exchanged. A difference of squares can even be negative; a squared error never is.",
                "2 乗と引き算の順番は入れ替えられません。2 乗の差は負になることさえありますが、二乗誤差は決して負になりません。",
            ),
            (
                "With addition it is the same: (1 + 2)² = 9, but 1² + 2² = 5.",
                "足し算でも同じことが起こります。(1 + 2)² = 9 ですが、1² + 2² = 5 です。",
            ),
        ],
    )
    def difference_of_squares(prediction, target):
        return prediction**2 - target**2

    @misconception(
        "loss",
        en="You squared only the target: the power was taken before the subtraction.",
        ja="目標だけを 2 乗しています。引き算より先に累乗が計算されています。",
        hints=[
            (
                "In which order does Python work out your expression?",
                "あなたの式を、Python はどの順番で計算しているでしょうか。",
            ),
            (
                "A power binds more tightly than a minus sign. What belongs together needs parentheses.",
                "累乗はマイナスより先に計算されます。ひとまとまりのものは、かっこで囲む必要があります。",
            ),
            (
                "In Python, 10 - 3 ** 2 is 1, because 3 ** 2 comes first. And -3 ** 2 is -9.",
                "Python では 10 - 3 ** 2 は 1 です。3 ** 2 が先だからです。同じ理由で -3 ** 2 は -9 です。",
            ),
        ],
    )
    def power_binds_first(prediction, target):
        return prediction - target**2

    @misconception(
        "loss",
        en="You halved the square. Some books define the loss that way; this course does not.",
        ja="2 乗を半分にしています。そう定義する本もありますが、この講座の定義とは違います。",
        hints=[
            (
                "Compare your answer with the definition in the lesson, factor by factor.",
                "あなたの答えと解説の定義を、係数まで見比べてください。",
            ),
            (
                "There is a constant factor that the definition does not have. Your valleys are in the right places, but every height is off.",
                "定義にはない定数倍が付いています。谷の位置は合っていますが、高さがすべて違います。",
            ),
            (
                "Kinetic energy is ½·m·v², with a half; the area of a square is s², without. With s = 6 that is 36, not 18: which one it is, the definition decides.",
                "運動エネルギー ½·m·v² には ½ が付きますが、正方形の面積 s² には付きません。s = 6 なら 18 ではなく 36 です。どちらなのかは定義が決めます。",
            ),
        ],
    )
    def halved(prediction, target):
        return (prediction - target) ** 2 / 2

    @misconception(
        "loss",
        en="You doubled the difference instead of squaring it.",
        ja="差を 2 乗するところで、2 倍しています。",
        hints=[
            (
                "Look at the operator: one star or two?",
                "演算子を見てください。アスタリスクは 1 個ですか、2 個ですか。",
            ),
            (
                "Twice a number and a number to the power of two agree only at 0 and at 2.",
                "「2 倍」と「2 乗」が一致するのは、0 と 2 のときだけです。",
            ),
            (
                "Python: 5 * 2 is 10, 5 ** 2 is 25, and (-5) * 2 is -10 where (-5) ** 2 is 25.",
                "Python では 5 * 2 は 10、5 ** 2 は 25 です。(-5) * 2 は -10 ですが、(-5) ** 2 は 25 です。",
            ),
        ],
    )
    def doubled(prediction, target):
        return (prediction - target) * 2


class mean_squared_error:
    @misconception(
        "loss",
        en="You added the squares up but did not divide by how many there are: a sum, not a mean.",
        ja="2 乗を合計しただけで、個数で割っていません。平均ではなく和です。",
        hints=[
            (
                "Give every pair twice. Should the answer change?",
                "同じ組を 2 回ずつ入れてみてください。答えは変わるべきでしょうか。",
            ),
            (
                "The last step of a mean is missing. Without it, more data looks like worse predictions.",
                "平均を求める最後の一歩が抜けています。これでは、データが多いだけで予測が悪く見えてしまいます。",
            ),
            (
                "Three walks of 2, 4 and 6 km: together 12 km, on average 4 km.",
                "2 km, 4 km, 6 km の散歩を 3 回しました。合計は 12 km、平均は 4 km です。",
            ),
        ],
    )
    def not_divided(predictions, targets):
        return np.sum((predictions - targets) ** 2)

    @misconception(
        "loss",
        en="You divided by the number of pairs twice.",
        ja="個数で 2 回割っています。",
        hints=[
            (
                "Count the divisions by n, also those that a NumPy function does for you.",
                "n で割る回数を数えてください。NumPy の関数の中で行われる分も含めてです。",
            ),
            (
                "With one pair the answer is right, and the more pairs there are, the more it is too small.",
                "組が一つのときは正しく、組が増えるほど答えが小さすぎるほうへずれていきます。",
            ),
            (
                "Marks of 6, 8 and 10: their mean is 8. Divide that by 3 once more, and a class without a mark below 6 averages 2.67.",
                "得点が 6, 8, 10 なら平均は 8 です。それをもう一度 3 で割ると、6 点未満の人がいないのに平均が 2.67 になってしまいます。",
            ),
        ],
    )
    def divided_twice(predictions, targets):
        return np.mean((predictions - targets) ** 2) / len(predictions)

    @misconception(
        "loss",
        en="You squared the mean of the differences instead of averaging their squares: errors to both sides cancel.",
        ja="差を平均してから 2 乗しています。2 乗してから平均しないと、両側の誤差が打ち消し合います。",
        hints=[
            (
                "Try one prediction that is too high by 1 and one that is too low by 1.",
                "1 だけ大きすぎる予測と、1 だけ小さすぎる予測を並べて試してください。",
            ),
            (
                "The two steps are in the wrong order. First make every error count, then average.",
                "二つの手順の順番が逆です。まず一つ一つの誤差を数に入れ、それから平均します。",
            ),
            (
                "Of the numbers −3 and 5 the mean is 1, and its square is 1. Their squares are 9 and 25, and the mean of those is 17.",
                "−3 と 5 の平均は 1 で、その 2 乗は 1 です。一方、それぞれの 2 乗は 9 と 25 で、その平均は 17 です。",
            ),
        ],
    )
    def square_of_the_mean(predictions, targets):
        return np.mean(predictions - targets) ** 2

    @misconception(
        "loss",
        en="You averaged the distances, not their squares.",
        ja="誤差の絶対値を平均しています。2 乗の平均ではありません。",
        hints=[
            (
                "What do you do to each difference before you average?",
                "平均する前に、それぞれの差に何をしていますか。",
            ),
            (
                "That is the mean absolute error, a different loss: one large error hardly stands out in it.",
                "それは平均絶対誤差という別の損失です。一つの大きな誤差が目立ちません。",
            ),
            (
                "Errors 2, 2, 2 and errors 0, 0, 6 have the same mean distance, 2. Their mean squares are 4 and 12: squares see the outlier.",
                "誤差が 2, 2, 2 の場合と 0, 0, 6 の場合、絶対値の平均はどちらも 2 です。2 乗の平均は 4 と 12 で、大外れが見えてきます。",
            ),
        ],
    )
    def mean_absolute(predictions, targets):
        return np.mean(np.abs(predictions - targets))

    @misconception(
        "loss",
        en="You took a square root at the end, which the mean squared error does not have.",
        ja="最後に平方根をとっています。平均二乗誤差に平方根はありません。",
        hints=[
            (
                "Look at the last thing that your function does.",
                "関数が最後にしていることを見てください。",
            ),
            (
                "That is the root mean square, in the units of the predictions; the mean squared error is in their square.",
                "それは二乗平均平方根で、予測と同じ単位になります。平均二乗誤差の単位は、その 2 乗です。",
            ),
            (
                "Of 1 and 7 the mean square is (1 + 49) / 2 = 25. Its root, 5, is another quantity.",
                "1 と 7 の 2 乗の平均は (1 + 49) / 2 = 25 です。その平方根の 5 は別の量です。",
            ),
        ],
    )
    def root_taken(predictions, targets):
        return np.sqrt(np.mean((predictions - targets) ** 2))

    @misconception(
        "loss",
        en="You subtracted the average error before squaring: that is the variance, and a prediction that is always too high by the same amount looks perfect.",
        ja="誤差の平均を引いてから 2 乗しています。それは分散で、いつも同じだけ大きすぎる予測が満点に見えてしまいます。",
        hints=[
            (
                "Try predictions that are all too high by exactly 2.",
                "すべての予測がちょうど 2 ずつ大きすぎる例で試してください。",
            ),
            (
                "Variance measures how much errors differ from each other. A loss measures how far they are from zero.",
                "分散は誤差どうしのばらつきを測ります。損失が測るのは、0 からの隔たりです。",
            ),
            (
                "A clock that is always 10 minutes late has no variance in its error, and you still miss every train.",
                "いつも 10 分遅れている時計は、誤差の分散が 0 です。それでも毎回電車に乗り遅れます。",
            ),
        ],
    )
    def variance(predictions, targets):
        return np.var(predictions - targets)

    @misconception(
        "loss",
        en="You return from inside the loop: only the first pair is ever counted.",
        ja="ループの途中で return しています。最初の組しか数えられていません。",
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
                "Add up 5, 6 and 7, but stop to report after the first: you report 5, not 18.",
                "5, 6, 7 を合計するつもりで、一つ目のあとに報告すると、答えは 18 ではなく 5 になります。",
            ),
        ],
    )
    def return_inside_the_loop(predictions, targets):
        total = 0.0
        for p, t in zip(predictions, targets):
            total += (p - t) ** 2
            return total / len(predictions)

    @misconception(
        "loss",
        en="You return every single squared error; they still have to become one number.",
        ja="一つ一つの二乗誤差を、配列のまま返しています。一つの数にまとめる必要があります。",
        hints=[
            (
                "Look at the shape of what you return.",
                "返している値の形(shape)を見てください。",
            ),
            (
                "A dial has one needle. The step that turns many errors into one number is missing.",
                "メーターの針は 1 本です。たくさんの誤差を一つの数にまとめる手順が抜けています。",
            ),
            (
                "A shop sold for 300, 500 and 700 yen. “What did a customer spend on average?” is answered by 500, not by the three receipts.",
                "客 3 人がそれぞれ 300 円、500 円、700 円の買い物をしました。「平均はいくらか」への答えは 500 円であって、3 枚のレシートではありません。",
            ),
        ],
    )
    def not_averaged(predictions, targets):
        return (predictions - targets) ** 2


class squared_error_partial:
    @misconception(
        "partial-derivative",
        en="You lost the factor that the square brings down when it is differentiated.",
        ja="2 乗を微分したときに前に出てくる係数が抜けています。",
        hints=[
            (
                "Is your slope right in sign and in shape, but always too small by the same factor?",
                "符号も形も合っているのに、いつも同じ割合だけ小さすぎませんか。",
            ),
            (
                "When a power is differentiated, its exponent does not vanish: it comes down as a factor.",
                "累乗を微分すると、指数は消えるのではなく、係数として前に出てきます。",
            ),
            (
                "The slope of u³ is 3u²: at u = 2 that is 12, and not 4. Measure it: (2.01³ − 1.99³) / 0.02 = 12.0001.",
                "u³ の傾きは 3u² です。u = 2 では 4 ではなく 12 です。測ってみると (2.01³ − 1.99³) / 0.02 = 12.0001 となります。",
            ),
        ],
    )
    def factor_forgotten(prediction, target):
        return prediction - target

    @misconception(
        "partial-derivative",
        en="Your slope has the wrong sign: it is the slope for moving the target, with the prediction held still.",
        ja="傾きの符号が逆です。予測を止めて、目標のほうを動かしたときの傾きになっています。",
        hints=[
            (
                "If the prediction is too high and goes higher still, does the error grow or shrink?",
                "大きすぎる予測をさらに大きくすると、誤差は増えますか、減りますか。",
            ),
            (
                "Which of the two numbers is the knob? The other one carries a minus sign into its own derivative.",
                "二つの数のうち、どちらがつまみでしょうか。もう一方を動かすと、その前のマイナスが微分に入り込みます。",
            ),
            (
                "For the gap 5 − v, raising v by 1 lowers the gap by 1: slope −1. For u − 3, raising u raises it: slope +1.",
                "5 − v は、v を 1 増やすと 1 減ります。傾きは −1 です。u − 3 は、u を 1 増やすと 1 増えます。傾きは +1 です。",
            ),
        ],
    )
    def for_the_target(prediction, target):
        return 2 * (target - prediction)

    @misconception(
        "partial-derivative",
        en="You let prediction and target move together and added both effects: a total, not a partial derivative.",
        ja="予測と目標を一緒に動かし、両方の効果を足しています。偏微分ではなく、全体の変化です。",
        hints=[
            (
                "Your answer is always zero. What does that say about the two moves?",
                "答えがいつも 0 になります。二つの動きについて、何を意味しているでしょうか。",
            ),
            (
                "A partial derivative moves one knob. The target is a constant here, and a constant has no effect to add.",
                "偏微分で動かすつまみは一つだけです。ここでは目標は定数で、足すべき効果はありません。",
            ),
            (
                "Two people walk 4 m apart. If both take a step to the right, the distance stays 4 m; only if one stands still do you see what the other's step does.",
                "2 人が 4 m 離れて歩いています。2 人とも右へ 1 歩動けば、距離は 4 m のままです。1 人が止まって初めて、もう 1 人の 1 歩の効果が見えます。",
            ),
        ],
    )
    def both_move(prediction, target):
        return 2 * (prediction - target) + 2 * (target - prediction)

    @misconception(
        "partial-derivative",
        en="You dropped the target because it is a constant. But it stands inside the square, where a constant still matters.",
        ja="目標は定数だからといって消してしまっています。しかし、2 乗の中にある定数は効いてきます。",
        hints=[
            (
                "Where should the slope be zero, and where is yours?",
                "傾きはどこで 0 になるべきですか。あなたの答えではどこで 0 になりますか。",
            ),
            (
                "A constant that is added on the outside vanishes when you differentiate. One on the inside shifts the whole curve, and its slopes with it.",
                "外側に足された定数は、微分すると消えます。内側にある定数は曲線全体をずらすので、傾きもずれます。",
            ),
            (
                "u³ + 1 has the slope 3u², the 1 is gone. But (u + 1)³ has the slope 3(u + 1)²: at u = 1 that is 12, not 3.",
                "u³ + 1 の傾きは 3u² で、1 は消えます。しかし (u + 1)³ の傾きは 3(u + 1)² です。u = 1 では 3 ではなく 12 です。",
            ),
        ],
    )
    def constant_dropped(prediction, target):
        return 2 * prediction

    @misconception(
        "partial-derivative",
        en="You give only how steep it is, not which way it goes: below the target the slope must be negative.",
        ja="傾きの大きさだけで、向きがありません。予測が目標より下なら、傾きは負になるはずです。",
        hints=[
            (
                "Try a prediction below its target.",
                "予測が目標より小さい例で試してください。",
            ),
            (
                "A slope carries a sign. It is what tells a walker whether down is to the left or to the right.",
                "傾きには符号があります。下りが左なのか右なのかを教えてくれるのは、その符号です。",
            ),
            (
                "On the curve u⁴ the slope at u = 1 is 4 and at u = −1 it is −4: equally steep, but downhill lies the other way.",
                "曲線 u⁴ の傾きは、u = 1 では 4、u = −1 では −4 です。急さは同じでも、下りの向きは反対です。",
            ),
        ],
    )
    def sign_lost(prediction, target):
        return 2 * abs(prediction - target)

    @misconception(
        "partial-derivative",
        en="You brought the exponent down as a factor, but did not lower it by one.",
        ja="指数を係数として前に出しただけで、指数を 1 減らしていません。",
        hints=[
            (
                "How does your slope grow when the prediction is twice as far off?",
                "予測が 2 倍外れたとき、あなたの傾きは何倍になりますか。",
            ),
            (
                "Differentiating a power does two things at once, and only one of them happened.",
                "累乗の微分では二つのことが同時に起こります。そのうち一つしか行われていません。",
            ),
            (
                "u⁴ becomes 4u³, not 4u⁴. At u = 2 that is 32, where 4u⁴ would give 64.",
                "u⁴ の微分は 4u⁴ ではなく 4u³ です。u = 2 では、64 ではなく 32 になります。",
            ),
        ],
    )
    def exponent_not_lowered(prediction, target):
        return 2 * (prediction - target) ** 2

    @misconception(
        "partial-derivative",
        en="You measured the slope with a coarse step to one side instead of working it out: it is off by the step.",
        ja="傾きを求めるのに、片側に大まかな歩幅で測っています。歩幅の分だけずれています。",
        hints=[
            (
                "Where does the loss stop falling, and is your slope zero there?",
                "損失がいちばん低いところで、あなたの傾きは 0 になっていますか。",
            ),
            (
                "A forward difference leans to the side that it looks at. Here there is a formula, and it is exact.",
                "前進差分は、見た側に偏ります。ここでは式があり、正確に求められます。",
            ),
            (
                "For u⁴ at u = 1 the slope is 4; a forward difference with step 0.1 gives 4.641.",
                "u⁴ の u = 1 での傾きは 4 です。歩幅 0.1 の前進差分では 4.641 になります。",
            ),
        ],
    )
    def measured_coarsely(prediction, target):
        step = 0.01
        return ((prediction + step - target) ** 2 - (prediction - target) ** 2) / step


class partial_x:
    @misconception(
        "partial-derivative",
        en="You kept the term 3·y. It does not move with x, so it has no slope in the direction of x.",
        ja="3·y の項が残っています。x を動かしても変わらないので、x 方向の傾きはありません。",
        hints=[
            (
                "Take the terms of f one by one. Which of them changes when only x changes?",
                "f の項を一つずつ見てください。x だけを動かしたとき、変わるのはどの項ですか。",
            ),
            (
                "A term without the moving knob is a constant. What slope does a constant have?",
                "動かすつまみを含まない項は定数です。定数の傾きはいくつでしょうか。",
            ),
            (
                "For g = a² + 7b, with b held at 2: a² + 14. Whatever the 14 is, the slope in a is 2a.",
                "g = a² + 7b で b を 2 に止めると a² + 14 です。14 が何であっても、a 方向の傾きは 2a です。",
            ),
        ],
    )
    def constant_term_kept(x, y):
        return 2 * x * y + 3 * y

    @misconception(
        "partial-derivative",
        en="You lost the y that multiplies x²: a constant factor stays when you differentiate.",
        ja="x² に掛かっている y が消えています。定数の係数は、微分しても残ります。",
        hints=[
            (
                "Try y = 10 and y = 0. Does your answer notice?",
                "y = 10 と y = 0 で試してください。答えは変わりますか。",
            ),
            (
                "Constants that are added vanish; constants that multiply stay, and stretch the slope.",
                "足されている定数は消えますが、掛けられている定数は残って、傾きを引き伸ばします。",
            ),
            (
                "For g = a³·b with b held at 5: 5a³ has the slope 15a², and not 3a². In letters the b is still there.",
                "g = a³·b で b を 5 に止めると 5a³ で、傾きは 3a² ではなく 15a² です。文字で書いても b は残ります。",
            ),
        ],
    )
    def constant_factor_lost(x, y):
        return 2 * x

    @misconception(
        "partial-derivative",
        en="You held x still and moved y: that is the other partial derivative.",
        ja="x を止めて y を動かしています。それはもう一方の偏微分です。",
        hints=[
            (
                "Which letter stands below the line in ∂f/∂x?",
                "∂f/∂x の分母にある文字は何ですか。",
            ),
            (
                "The two roles are exchanged. The letter below is the one that moves.",
                "二つの役割が入れ替わっています。分母にある文字が、動くほうです。",
            ),
            (
                "A tank with a hot and a cold tap: ∂(temperature)/∂(hot) means that your hand is on the hot tap.",
                "お湯と水の蛇口があるとき、∂(温度)/∂(お湯) と書けば、回すのはお湯の蛇口です。",
            ),
        ],
    )
    def other_knob(x, y):
        return x**2 + 3

    @misconception(
        "partial-derivative",
        en="You moved both knobs and added their effects: total instead of partial.",
        ja="両方のつまみを動かし、その効果を足しています。偏微分ではなく、全体の変化です。",
        hints=[
            (
                "How many knobs move in your calculation?",
                "あなたの計算では、いくつのつまみが動いていますか。",
            ),
            (
                "A partial derivative gives one knob's share. The other knob's share was added to it.",
                "偏微分は一つのつまみの取り分です。そこへ、もう一つのつまみの分まで足されています。",
            ),
            (
                "For g = 2a + 9b: the share of a is 2, the share of b is 9. 11 is what happens when both move, and answers neither question.",
                "g = 2a + 9b では、a の分が 2、b の分が 9 です。11 は両方を動かしたときの値で、どちらの問いの答えでもありません。",
            ),
        ],
    )
    def both_knobs(x, y):
        return 2 * x * y + x**2 + 3

    @misconception(
        "partial-derivative",
        en="You used the product rule on x²·y as though y moved along with x.",
        ja="x²·y に積の微分を使い、y まで x と一緒に動くものとして扱っています。",
        hints=[
            (
                "Look at what you do with y in the first term.",
                "最初の項で、y をどう扱っているかを見てください。",
            ),
            (
                "In the product rule each factor is differentiated for the same knob. How fast does y move when only x does?",
                "積の微分では、どの因子も同じつまみで微分します。x だけが動くとき、y はどれだけ動くでしょうか。",
            ),
            (
                "For a³·b, knob a: 3a²·b + a³·(slope of b in a), and that last slope is 0. At a = 1, b = 4 it is 12, not 13.",
                "a³·b を a で微分すると 3a²·b + a³·(a に対する b の傾き)で、最後の傾きは 0 です。a = 1, b = 4 では 13 ではなく 12 です。",
            ),
        ],
    )
    def product_rule_moves_both(x, y):
        return 2 * x * y + x**2

    @misconception(
        "partial-derivative",
        en="You lost the factor that comes down from the exponent of x².",
        ja="x² の指数から前に出てくる係数が抜けています。",
        hints=[
            (
                "Compare with the slope measured by hand: f(1.01, 1) − f(0.99, 1), divided by 0.02.",
                "f(1.01, 1) − f(0.99, 1) を 0.02 で割り、手で測った傾きと比べてください。",
            ),
            (
                "The exponent was lowered, but it also has to come down as a factor.",
                "指数は下がっていますが、係数として前に出すことも必要です。",
            ),
            (
                "The slope of a⁵ is 5a⁴: at a = 1 that is 5, not 1.",
                "a⁵ の傾きは 5a⁴ です。a = 1 では 1 ではなく 5 です。",
            ),
        ],
    )
    def factor_forgotten(x, y):
        return x * y

    @misconception(
        "partial-derivative",
        en="You brought the exponent of x² down, but did not lower it by one.",
        ja="x² の指数を前に出しただけで、指数を 1 減らしていません。",
        hints=[
            (
                "What power of x is left in your answer?",
                "答えの中に、x の何乗が残っていますか。",
            ),
            (
                "Differentiating a power does two things: the exponent comes down, and what stays is one lower.",
                "累乗の微分では、指数が前に出て、残る指数は一つ小さくなります。",
            ),
            (
                "a⁴ becomes 4a³. At a = 10 that is 4000; 4a⁴ would be 40 000.",
                "a⁴ の微分は 4a³ です。a = 10 では 4000 で、4a⁴ なら 40 000 になってしまいます。",
            ),
        ],
    )
    def exponent_not_lowered(x, y):
        return 2 * x**2 * y

    @misconception(
        "partial-derivative",
        en="You give the value of f at the point, not its slope.",
        ja="その点での f の値を返しています。傾きではありません。",
        hints=[
            (
                "Add 1000 to f in your mind. Should your answer change?",
                "f に 1000 を足したと考えてください。答えは変わるべきでしょうか。",
            ),
            (
                "How high you stand and how steep it is are different questions. Nothing was differentiated.",
                "標高と傾きは別の問いです。まだ何も微分していません。",
            ),
            (
                "On a plateau at 2000 m the height is 2000 and the slope is 0.",
                "標高 2000 m の平らな高原では、高さは 2000、傾きは 0 です。",
            ),
        ],
    )
    def not_differentiated(x, y):
        return x**2 * y + 3 * y


class partial_y:
    @misconception(
        "partial-derivative",
        en="You dropped the term 3·y, but it moves with y and has a slope.",
        ja="3·y の項が消えています。この項は y と一緒に動くので、傾きがあります。",
        hints=[
            (
                "Set x = 0. What is left of f, and how steep is it?",
                "x = 0 としてみてください。f には何が残り、その傾きはいくつですか。",
            ),
            (
                "Only terms without the moving knob vanish. Check each term for the knob that moves now.",
                "消えるのは、動かすつまみを含まない項だけです。いま動かすつまみがあるか、項ごとに確かめてください。",
            ),
            (
                "For g = a²·b + 8b, knob b, with a held at 0: 8b. It rises by 8 for every 1.",
                "g = a²·b + 8b で a を 0 に止めて b を動かすと、8b です。b が 1 増えるごとに 8 増えます。",
            ),
        ],
    )
    def linear_term_dropped(x, y):
        return x**2

    @misconception(
        "partial-derivative",
        en="You treated x²·y as a constant because x is held still. But y multiplies it, and y moves.",
        ja="x を止めているからといって、x²·y 全体を定数とみなしています。しかし、掛けられている y は動きます。",
        hints=[
            (
                "Does x²·y change when only y changes? Try x = 2 and y = 1, then y = 2.",
                "y だけを動かすと x²·y は変わりますか。x = 2 で、y = 1 と y = 2 を試してください。",
            ),
            (
                "A constant that is added vanishes. A constant that multiplies the moving knob is itself the slope.",
                "足された定数は消えます。動くつまみに掛けられた定数は、それ自体が傾きになります。",
            ),
            (
                "A price per litre that is held still, times litres that move: at 180 yen a litre every further litre costs 180 yen, not 0.",
                "1 リットルの値段は一定で、量だけが変わるとします。1 リットル 180 円なら、1 リットル増えるごとに 0 円ではなく 180 円増えます。",
            ),
        ],
    )
    def constant_factor_vanishes(x, y):
        return 3.0

    @misconception(
        "partial-derivative",
        en="You held y still and moved x: that is the other partial derivative.",
        ja="y を止めて x を動かしています。それはもう一方の偏微分です。",
        hints=[
            (
                "Which letter stands below the line in ∂f/∂y?",
                "∂f/∂y の分母にある文字は何ですか。",
            ),
            (
                "The two roles are exchanged. The letter below is the one that moves; the other is a number.",
                "二つの役割が入れ替わっています。分母にある文字が動き、もう一方はただの数です。",
            ),
            (
                "For the area of a rectangle, a·b with a = 4 and b = 7: widening a by 1 adds 7, widening b by 1 adds 4. Which side did you move?",
                "長方形の面積 a·b で a = 4, b = 7 とします。a を 1 伸ばすと 7 増え、b を 1 伸ばすと 4 増えます。あなたはどちらの辺を動かしましたか。",
            ),
        ],
    )
    def other_knob(x, y):
        return 2 * x * y

    @misconception(
        "partial-derivative",
        en="You differentiated x², too. While y moves, x² is just a number.",
        ja="x² まで微分しています。y を動かしている間、x² はただの数です。",
        hints=[
            (
                "Look at what became of x² in your answer.",
                "答えの中で、x² が何に変わったかを見てください。",
            ),
            (
                "One term was differentiated for x and the other for y. There is only one moving knob.",
                "一方の項は x で、もう一方は y で微分しています。動かすつまみは一つだけです。",
            ),
            (
                "For a³·b with a held at 2 the b-curve is 8b, slope 8 = 2³. Not 12, which is 3·2².",
                "a³·b で a を 2 に止めると、b の曲線は 8b で、傾きは 8 = 2³ です。3·2² = 12 ではありません。",
            ),
        ],
    )
    def square_differentiated_too(x, y):
        return 2 * x + 3

    @misconception(
        "partial-derivative",
        en="You moved both knobs and added their effects: total instead of partial.",
        ja="両方のつまみを動かし、その効果を足しています。偏微分ではなく、全体の変化です。",
        hints=[
            (
                "How many knobs move in your calculation?",
                "あなたの計算では、いくつのつまみが動いていますか。",
            ),
            (
                "Your answer contains the right share, and another knob's share on top.",
                "あなたの答えには、正しい取り分のほかに、別のつまみの取り分まで入っています。",
            ),
            (
                "Rent 600 and food 250 make 850 a month. To “what does food cost?” the answer is 250, however true the 850 is.",
                "家賃 6 万円と食費 2 万円で、月に 8 万円かかります。「食費はいくら」と聞かれたら、答えは 2 万円です。8 万円という数が正しくてもです。",
            ),
        ],
    )
    def both_knobs(x, y):
        return 2 * x * y + x**2 + 3

    @misconception(
        "partial-derivative",
        en="You left the y in 3·y: its slope is a number and does not depend on where you stand.",
        ja="3·y の y が残っています。この項の傾きは一定の数で、どこに立っていても変わりません。",
        hints=[
            (
                "How does your answer change with y? How should it?",
                "y を変えると、あなたの答えはどう変わりますか。本来はどうなるべきですか。",
            ),
            (
                "One of the two terms was not differentiated.",
                "二つの項のうち、一つがまだ微分されていません。",
            ),
            (
                "The line 7b is as steep at b = 100 as at b = 0: it always rises by 7 for every 1.",
                "直線 7b の急さは、b = 100 でも b = 0 でも同じです。b が 1 増えるごとに、いつも 7 増えます。",
            ),
        ],
    )
    def line_not_differentiated(x, y):
        return x**2 + 3 * y

    @misconception(
        "partial-derivative",
        en="You left the y in x²·y: that term was not differentiated.",
        ja="x²·y の y が残っています。この項がまだ微分されていません。",
        hints=[
            (
                "Does y still appear in your answer? Should it?",
                "答えに y が残っていませんか。残るべきでしょうか。",
            ),
            (
                "Read x² as a fixed number, 25 for example, and differentiate that term again.",
                "x² を、たとえば 25 のような決まった数だと思って、その項を微分し直してください。",
            ),
            (
                "For a³·b with a = 2: the curve is 8b, its slope 8. At b = 5 the value is 40, but the slope is still 8.",
                "a³·b で a = 2 なら、曲線は 8b、傾きは 8 です。b = 5 での値は 40 ですが、傾きは 8 のままです。",
            ),
        ],
    )
    def product_not_differentiated(x, y):
        return x**2 * y + 3

    @misconception(
        "partial-derivative",
        en="You differentiated for x and then for y: that is a second, mixed derivative, not the slope along y.",
        ja="x で微分してから、さらに y で微分しています。それは 2 階の偏微分で、y 方向の傾きではありません。",
        hints=[
            (
                "How often did you differentiate?",
                "何回微分しましたか。",
            ),
            (
                "One slope asks for one differentiation. The other knob is held still; it does not get its own turn first.",
                "傾き一つにつき、微分は 1 回です。もう一方のつまみは止めておくもので、先に微分するものではありません。",
            ),
            (
                "For a²·b², the slope along b is 2a²b, at a = b = 1 that is 2. Differentiated for a as well it is 4ab, which says how that slope changes with a.",
                "a²·b² の b 方向の傾きは 2a²b で、a = b = 1 では 2 です。さらに a で微分した 4ab は、その傾きが a とともにどう変わるかを表す別の量です。",
            ),
        ],
    )
    def differentiated_twice(x, y):
        return 2 * x


class hold_others_fixed:
    @misconception(
        "partial-derivative",
        en="You gave every coordinate the new value; only one may move.",
        ja="すべての座標を新しい値にしています。動かしてよいのは一つだけです。",
        hints=[
            (
                "Print the array that you hand to f, and compare it with point.",
                "f に渡している配列を表示して、point と比べてください。",
            ),
            (
                "The others are not held still. This is the month in which you studied all subjects at once.",
                "ほかの座標が止まっていません。全科目の勉強をいっぺんに増やした月と同じです。",
            ),
            (
                "In the row 4, 8, 6, replace number 1 by 9 (counting from 0): 4, 9, 6. Not 9, 9, 9.",
                "4, 8, 6 の 1 番(0 から数えて)を 9 に置きかえると 4, 9, 6 です。9, 9, 9 ではありません。",
            ),
        ],
    )
    def all_moved(f, point, index, value):
        return f(np.full(len(point), value))

    @misconception(
        "partial-derivative",
        en="You moved the coordinate by the value; it should be moved to the value.",
        ja="座標を value の分だけ動かしています。value という位置に動かすのが正解です。",
        hints=[
            (
                "What is in that coordinate when you call f? Print it.",
                "f を呼び出すとき、その座標はいくつになっていますか。表示してみてください。",
            ),
            (
                "Adding and replacing agree only where the coordinate was 0 before.",
                "「足す」と「置きかえる」が一致するのは、元の座標が 0 のときだけです。",
            ),
            (
                "The thermostat stands at 18. “Set it to 20” and “turn it up by 20” are not the same: 20 and 38.",
                "エアコンの設定は 18 度です。「20 度にする」と「20 度上げる」は違います。20 度と 38 度です。",
            ),
        ],
    )
    def added(f, point, index, value):
        moved = point.copy()
        moved[index] += value
        return f(moved)

    @misconception(
        "partial-derivative",
        en="You set all the other coordinates to zero; they must stay where they were.",
        ja="ほかの座標をすべて 0 にしています。元の値のままにしておく必要があります。",
        hints=[
            (
                "What do the other coordinates of your array look like?",
                "あなたの配列で、ほかの座標はどうなっていますか。",
            ),
            (
                "Holding still means keeping, not clearing. Zero is a place like any other, and a move to it is a move.",
                "「止める」とは、そのまま保つことであって、消すことではありません。0 も一つの位置で、そこへ移せば動かしたことになります。",
            ),
            (
                "Turn one knob of a mixing desk; nobody pulls the other sliders down to zero first. In 4, 8, 6 with number 0 set to 5: 5, 8, 6, not 5, 0, 0.",
                "ミキサーのつまみを一つ回すとき、ほかを先に 0 まで下げる人はいません。4, 8, 6 の 0 番を 5 にすると 5, 8, 6 で、5, 0, 0 ではありません。",
            ),
        ],
    )
    def others_zeroed(f, point, index, value):
        moved = np.zeros(len(point))
        moved[index] = value
        return f(moved)

    @misconception(
        "partial-derivative",
        en="You wrote into point itself: the caller's knobs are turned for good.",
        ja="point そのものに書きこんでいます。呼び出した側のつまみまで回ったままになります。",
        hints=[
            (
                "Print point before and after your function ran.",
                "関数を実行する前とあとで、point を表示してください。",
            ),
            (
                "Assigning to an element of an array changes that array, for everybody who holds it. Work on one of your own.",
                "配列の要素に代入すると、その配列を持っている全員にとって値が変わります。自分専用の配列で作業しましょう。",
            ),
            (
                "You are lent a book and underline in it: the owner gets back another book. With a = [1, 2] and b = a, after b[0] = 9 also a[0] is 9.",
                "借りた本に線を引けば、持ち主に返るのは線の引かれた本です。a = [1, 2]; b = a のあと b[0] = 9 とすると、a[0] も 9 になります。",
            ),
        ],
    )
    def point_changed(f, point, index, value):
        point[index] = value
        return f(point)

    @misconception(
        "partial-derivative",
        en="You replaced the neighbour: coordinates are counted from 0, not from 1.",
        ja="隣の座標を置きかえています。座標の番号は 1 からではなく 0 から数えます。",
        hints=[
            (
                "Which coordinate of your array differs from point?",
                "あなたの配列で、point と違っているのは何番の座標ですか。",
            ),
            (
                "An index that is off by one: the index already counts the way NumPy counts.",
                "番号が一つずれています。index は初めから NumPy と同じ数え方です。",
            ),
            (
                'In the word "loss", number 1 is "o" and number 0 is "l".',
                '"loss" という文字列では、0 番が "l"、1 番が "o" です。',
            ),
        ],
    )
    def neighbour_moved(f, point, index, value):
        moved = point.copy()
        moved[index - 1] = value
        return f(moved)

    @misconception(
        "partial-derivative",
        en="You prepared the moved point, and then asked f at the old one.",
        ja="動かした点を用意しておきながら、元の点で f を呼び出しています。",
        hints=[
            (
                "What exactly do you hand to f?",
                "f に渡しているのは、正確には何ですか。",
            ),
            (
                "Does your answer depend on value at all?",
                "あなたの答えは、value によって変わりますか。",
            ),
            (
                "You tune a copy of a recipe to 2 eggs and then cook from the original: the cake tastes as before.",
                "レシピの写しを「卵 2 個」に直したのに、元のレシピを見て作れば、ケーキの味は前と同じです。",
            ),
        ],
    )
    def asked_at_the_old_point(f, point, index, value):
        moved = point.copy()
        moved[index] = value
        return f(point)

    @misconception(
        "partial-derivative",
        en="You return by how much f changed; asked for is f itself at the new point.",
        ja="f の変化量を返しています。求められているのは、新しい点での f の値そのものです。",
        hints=[
            (
                "Replace a coordinate by the value that it already has. What should come out?",
                "座標を、元と同じ値に「置きかえて」みてください。何が返るべきでしょうか。",
            ),
            (
                "One step too many: the comparison with the old point is for whoever calls this function.",
                "一手余計です。元の点との比較は、この関数を呼び出す側の仕事です。",
            ),
            (
                "You climb from 300 m to 340 m. “How high are you now?” 340. “How much did you climb?” 40.",
                "標高 300 m から 340 m まで登りました。「いまの標高は」なら 340、「どれだけ登ったか」なら 40 です。",
            ),
        ],
    )
    def change_returned(f, point, index, value):
        moved = point.copy()
        moved[index] = value
        return f(moved) - f(point)

    @misconception(
        "partial-derivative",
        en="You moved all the others and held the one knob still that was meant to move.",
        ja="動かすはずのつまみを止めて、ほかのつまみをすべて動かしています。",
        hints=[
            (
                "Which coordinates of your array differ from point, and which agree?",
                "あなたの配列で、point と違う座標と同じ座標はどれですか。",
            ),
            (
                "The roles of “this one” and “the others” are exchanged.",
                "「この一つ」と「ほか」の役割が入れ替わっています。",
            ),
            (
                "In 4, 8, 6, 2, set number 2 to 0: 4, 8, 0, 2. You would get 0, 0, 6, 0.",
                "4, 8, 6, 2 の 2 番を 0 にすると 4, 8, 0, 2 です。あなたのやり方では 0, 0, 6, 0 になります。",
            ),
        ],
    )
    def others_moved(f, point, index, value):
        moved = np.full(len(point), value)
        moved[index] = point[index]
        return f(moved)


class partial_numeric:
    @misconception(
        "partial-derivative",
        en="You looked to one side only: a forward difference instead of a central one.",
        ja="片側しか見ていません。中心差分ではなく前進差分です。",
        hints=[
            (
                "At which two points do you ask f, and where does point lie between them?",
                "f を呼び出しているのはどの 2 点ですか。point はその間のどこにありますか。",
            ),
            (
                "The slope of a chord belongs to its middle. Is the middle of yours where you stand?",
                "2 点を結ぶ直線の傾きは、2 点の真ん中での傾きを表します。あなたの 2 点の真ん中は、立っている場所と一致していますか。",
            ),
            (
                "For u² at u = 3 with step 1: looking ahead only, 16 − 9 = 7. The slope is 6, and the chord from 2 to 4 has it.",
                "u² の u = 3 で、歩幅 1 とします。前だけを見ると 16 − 9 = 7 です。本当の傾きは 6 で、2 と 4 での点を結ぶ直線の傾きと一致します。",
            ),
        ],
    )
    def one_sided(f, point, index, step=1e-5):
        moved = point.copy()
        moved[index] += step
        return (f(moved) - f(point)) / step

    @misconception(
        "partial-derivative",
        en="You divided by one step, but the two points lie two steps apart.",
        ja="歩幅 1 つ分で割っていますが、2 点は歩幅 2 つ分離れています。",
        hints=[
            (
                "How far apart are the two points at which you ask f?",
                "f を呼び出した 2 点は、どれだけ離れていますか。",
            ),
            (
                "Slope is rise over run. Your rise is right; is your run the whole way?",
                "傾きは「高さの差 ÷ 進んだ距離」です。高さの差は合っています。距離は全部数えていますか。",
            ),
            (
                "From kilometre 4 to kilometre 10 you climb 300 m. The middle is 3 km from either end, but the climb is 300 m in 6 km: 50 m per km, not 100.",
                "4 km 地点から 10 km 地点までに 300 m 登りました。真ん中から両端まではそれぞれ 3 km ですが、300 m を登ったのは 6 km の間です。1 km あたり 100 m ではなく 50 m です。",
            ),
        ],
    )
    def step_not_doubled(f, point, index, step=1e-5):
        right, left = point.copy(), point.copy()
        right[index] += step
        left[index] -= step
        return (f(right) - f(left)) / step

    @misconception(
        "partial-derivative",
        en="You moved all coordinates at once: the slopes of all the knobs are blended into one number.",
        ja="すべての座標を同時に動かしています。全部のつまみの傾きが一つの数に混ざっています。",
        hints=[
            (
                "Does your answer depend on index? Should it?",
                "あなたの答えは index によって変わりますか。本来はどうでしょうか。",
            ),
            (
                "Adding a number to a NumPy array adds it to every element. The other knobs are not held still.",
                "NumPy の配列に数を足すと、すべての要素に足されます。ほかのつまみが止まっていません。",
            ),
            (
                "For g = 2a + 9b, moving both knobs by the same step measures 11. The slopes are 2 and 9, and 11 is neither.",
                "g = 2a + 9b で両方を同じだけ動かすと、11 と測れます。傾きは 2 と 9 で、11 はどちらでもありません。",
            ),
        ],
    )
    def all_moved(f, point, index, step=1e-5):
        return (f(point + step) - f(point - step)) / (2 * step)

    @misconception(
        "partial-derivative",
        en="You return how much f changed, not how much it changed per step.",
        ja="f の変化量をそのまま返しています。歩幅あたりの変化になっていません。",
        hints=[
            (
                "Make the step ten times smaller. Does your answer stay about the same?",
                "歩幅を 10 分の 1 にしてください。答えはほぼ同じままですか。",
            ),
            (
                "A slope is rise over run. The run is missing.",
                "傾きは「高さの差 ÷ 進んだ距離」です。距離で割っていません。",
            ),
            (
                "A train covers 30 km in a quarter of an hour. Its speed is 120 km/h, not 30.",
                "電車が 15 分で 30 km 進みました。時速は 30 km ではなく 120 km です。",
            ),
        ],
    )
    def not_divided(f, point, index, step=1e-5):
        right, left = point.copy(), point.copy()
        right[index] += step
        left[index] -= step
        return f(right) - f(left)

    @misconception(
        "partial-derivative",
        en="You subtracted the wrong way round: uphill looks like downhill.",
        ja="引き算の順番が逆です。上りが下りに見えてしまいます。",
        hints=[
            (
                "Try a function that surely rises, and look at the sign.",
                "必ず増える関数で試し、符号を見てください。",
            ),
            (
                "Rise is “further on” minus “further back”, in the same order as the run below it.",
                "高さの差は「進んだ先」引く「手前」です。分母の距離と同じ順番でなければなりません。",
            ),
            (
                "From 3 to 5 the square rises from 9 to 25: 25 − 9 = 16 over 2, slope +8. The other way round it would be −8.",
                "u² は 3 から 5 の間に 9 から 25 へ増えます。25 − 9 = 16 を 2 で割って、傾きは +8 です。逆に引けば −8 になります。",
            ),
        ],
    )
    def sides_exchanged(f, point, index, step=1e-5):
        right, left = point.copy(), point.copy()
        right[index] += step
        left[index] -= step
        return (f(left) - f(right)) / (2 * step)

    @misconception(
        "partial-derivative",
        en="You moved the caller's point and did not put it back.",
        ja="呼び出した側の point を動かしたまま、元に戻していません。",
        hints=[
            (
                "Print point before and after your function ran.",
                "関数を実行する前とあとで、point を表示してください。",
            ),
            (
                "In-place operators such as += and -= on an element write into the array that you were given.",
                "要素に += や -= を使うと、渡された配列そのものに書きこまれます。",
            ),
            (
                "You are to measure how a neighbour's radio responds to its knob. Afterwards it must play as before, or the next measurement starts somewhere else.",
                "隣の人のラジオを借りて、つまみの効き方を調べるとします。終わったら元の位置に戻さないと、次の測定は別の場所から始まってしまいます。",
            ),
        ],
    )
    def point_changed(f, point, index, step=1e-5):
        middle = point[index]
        point[index] = middle + step
        right = f(point)
        point[index] = middle - step
        left = f(point)
        return (right - left) / (2 * step)

    @misconception(
        "partial-derivative",
        en="You gave the same array two names: both sides of the difference are one and the same point.",
        ja="同じ配列に二つの名前を付けています。差の両側が、まったく同じ点になっています。",
        hints=[
            (
                "Print both points just before you ask f.",
                "f を呼び出す直前に、両方の点を表示してください。",
            ),
            (
                "An assignment with = does not copy an array. Whatever you write through one name, the other name sees.",
                "= による代入では、配列はコピーされません。一方の名前で書きかえると、もう一方からも変わって見えます。",
            ),
            (
                "a = [0]; b = a; a[0] = 5; b[0] = 7. Now a[0] − b[0] is 0: there was only ever one list.",
                "a = [0]; b = a; a[0] = 5; b[0] = 7 とすると、a[0] − b[0] は 0 です。リストは初めから一つしかありません。",
            ),
        ],
    )
    def one_array_two_names(f, point, index, step=1e-5):
        right = left = point.copy()
        right[index] += step
        left[index] -= step
        return (f(right) - f(left)) / (2 * step)

    @misconception(
        "partial-derivative",
        en="You put the knob at +h and −h instead of moving it by h from where it stands: the slope is that near 0.",
        ja="つまみを今の位置から h だけ動かすのではなく、+h と −h の位置に置いています。0 の近くの傾きになります。",
        hints=[
            (
                "Around which place are your two points, and where should they be?",
                "あなたの 2 点は、どこを中心にしていますか。本来はどこでしょうか。",
            ),
            (
                "A value and a step are different things. The function that replaces a coordinate wants to know where the knob shall stand.",
                "「値」と「歩幅」は別のものです。座標を置きかえる関数に渡すのは、つまみをどの位置にするかです。",
            ),
            (
                "For u² at u = 5, step 1: ask at 4 and 6, (36 − 16) / 2 = 10. Asked at −1 and 1 it is (1 − 1) / 2 = 0.",
                "u² の u = 5 で歩幅 1 なら、4 と 6 で尋ねて (36 − 16) / 2 = 10 です。−1 と 1 で尋ねると (1 − 1) / 2 = 0 になります。",
            ),
        ],
    )
    def around_zero(f, point, index, step=1e-5):
        right, left = point.copy(), point.copy()
        right[index] = step
        left[index] = -step
        return (f(right) - f(left)) / (2 * step)

    @misconception(
        "partial-derivative",
        en="You moved the neighbouring knob: coordinates are counted from 0, not from 1.",
        ja="隣のつまみを動かしています。座標の番号は 1 からではなく 0 から数えます。",
        hints=[
            (
                "Which coordinate do your two points differ in?",
                "あなたの 2 点は、何番の座標が違っていますか。",
            ),
            (
                "An index that is off by one: the slope is right, but it is another knob's.",
                "番号が一つずれています。傾きは正しくても、別のつまみの傾きです。",
            ),
            (
                "For g = 2a + 9b the knobs are number 0 and number 1. The slope for number 1 is 9.",
                "g = 2a + 9b のつまみは 0 番と 1 番です。1 番の傾きは 9 です。",
            ),
        ],
    )
    def neighbour_moved(f, point, index, step=1e-5):
        nudge = np.zeros(len(point))
        nudge[index - 1] = step
        return (f(point + nudge) - f(point - nudge)) / (2 * step)

    @misconception(
        "partial-derivative",
        en="You always use the step 0.00001, whichever step you are given.",
        ja="どんな歩幅を渡されても、いつも 0.00001 を使っています。",
        hints=[
            (
                "Call your function with two very different steps.",
                "大きく違う歩幅を二つ選び、関数を呼び出してみてください。",
            ),
            (
                "One of the parameters is never used.",
                "使われていない引数が一つあります。",
            ),
            (
                "For u³ at u = 1 the central difference is 3.01 with step 0.1, and 3.25 with step 0.5. A rough step gives a rough answer, and the caller asked for it.",
                "u³ の u = 1 での中心差分は、歩幅 0.1 なら 3.01、0.5 なら 3.25 です。粗い歩幅なら粗い答えになりますが、呼び出した側はそれを求めています。",
            ),
        ],
    )
    def step_ignored(f, point, index, step=1e-5):
        nudge = np.zeros(len(point))
        nudge[index] = 1e-5
        return (f(point + nudge) - f(point - nudge)) / 2e-5

    @misconception(
        "cost",
        en="You average a forward and a backward difference. The value is right, but f at the point itself cancels and was asked for nothing.",
        ja="前進差分と後退差分を平均しています。値は正しいのですが、元の点での f は打ち消し合うので、尋ねる必要がありませんでした。",
        hints=[
            (
                "Count how often f is called, and at which points.",
                "f を何回、どの点で呼び出しているかを数えてください。",
            ),
            (
                "Write the average of your two fractions as one fraction. Which value of f is left over in it?",
                "二つの分数の平均を、一つの分数にまとめてください。f のどの値が消えずに残りますか。",
            ),
            (
                "Two legs of a walk, from 120 m to 150 m and from 150 m to 190 m: the whole climb is 190 − 120 = 70 m. Nobody needs the 150.",
                "120 m から 150 m、150 m から 190 m と、2 区間を登りました。全体では 190 − 120 = 70 m です。150 という値は要りません。",
            ),
        ],
    )
    def average_of_both_sides(f, point, index, step=1e-5):
        right, left = point.copy(), point.copy()
        right[index] += step
        left[index] -= step
        middle = f(point)
        return ((f(right) - middle) / step + (middle - f(left)) / step) / 2

    @misconception(
        "cost",
        en="You measured the slopes of all the knobs and kept one: the value is right, the work for the others is thrown away.",
        ja="すべてのつまみの傾きを測ってから、一つだけを選んでいます。値は正しいのですが、ほかの分の手間が無駄になっています。",
        hints=[
            (
                "How does the number of calls of f grow with the number of coordinates?",
                "座標の数が増えると、f の呼び出し回数はどう増えますか。",
            ),
            (
                "Only one knob was asked about. Which of your measurements does the answer use?",
                "尋ねられたのは一つのつまみだけです。答えに使われる測定はどれですか。",
            ),
            (
                "To learn the temperature in one of 30 rooms, you look at one thermometer, not at 30.",
                "30 ある部屋のうち 1 部屋の温度を知りたいなら、見る温度計は 30 個ではなく 1 個です。",
            ),
        ],
    )
    def whole_gradient(f, point, index, step=1e-5):
        slopes = []
        for nudge in np.eye(len(point)) * step:
            slopes.append((f(point + nudge) - f(point - nudge)) / (2 * step))
        return slopes[index]

    @misconception(
        "cost",
        en="You ask f again for values that it has already given: four calls where two are enough.",
        ja="すでに尋ねた値を、もう一度 f に尋ねています。2 回で足りるところを 4 回呼び出しています。",
        hints=[
            (
                "Mark every place in your code where f is called.",
                "コードの中で f を呼び出している箇所に、すべて印を付けてください。",
            ),
            (
                "Two of the calls get the same arguments as earlier ones. A value that is needed twice wants a name.",
                "そのうち二つは、前と同じ引数です。2 回使う値には名前を付けておきましょう。",
            ),
            (
                "You phone a friend for an address, do not write it down, and phone again at the corner. One note would have saved the second call.",
                "友人に電話で住所を聞いたのに、メモせず、曲がり角でまた電話をかける。メモ 1 枚あれば、2 度目の電話は要りませんでした。",
            ),
        ],
    )
    def asked_again(f, point, index, step=1e-5):
        right, left = point.copy(), point.copy()
        right[index] += step
        left[index] -= step
        if f(right) == f(left):
            return 0.0
        return (f(right) - f(left)) / (2 * step)
