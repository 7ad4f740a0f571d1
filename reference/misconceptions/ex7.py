"""ex7: wrong answers, one misunderstanding each."""

import numpy as np

from reference.catalogue import misconception


class softmax:
    @misconception(
        "loss",
        en="You normalised down the columns: every class adds up to 1 over the examples, instead of every example over its classes.",
        ja="列方向に正規化しています。例ごとではなく、クラスごとに合計が 1 になっています。",
        hints=[
            (
                "Add up your answer along each axis. Which sums come out as 1?",
                "あなたの答えを、それぞれの軸に沿って足してみてください。合計が 1 になるのはどちらですか。",
            ),
            (
                "Who competes with whom? The scores of one example do; two examples have nothing to do with each other.",
                "誰と誰が競い合っているのでしょうか。競うのは一つの例の中の点数どうしで、別々の例は互いに無関係です。",
            ),
            (
                "Two families share out a cake each, one of 600 g and one of 900 g. Shares are counted within a family: 200 g of the first cake is a third, whatever the neighbours eat.",
                "二つの家族が、600 g と 900 g のケーキをそれぞれ分けます。割合は家族の中で数えます。最初のケーキの 200 g は、隣の家族が何グラム食べても 3 分の 1 です。",
            ),
        ],
    )
    def down_the_columns(Z):
        powers = np.exp(Z - Z.max(axis=0))
        return powers / powers.sum(axis=0)

    @misconception(
        "loss",
        en="You divided by the sum over the whole table: all rows together add up to 1, not each row.",
        ja="表全体の合計で割っています。1 行ごとではなく、全部の行を合わせて 1 になります。",
        hints=[
            (
                "Give the same row twice. Should its probabilities be halved?",
                "同じ行を 2 回並べてみてください。確率は半分になるべきでしょうか。",
            ),
            (
                "A sum without an axis swallows every row. Each example has a total of its own.",
                "軸を指定しない sum は、すべての行をまとめてしまいます。合計は例ごとに別々のはずです。",
            ),
            (
                "In each of two classes, 10 of 20 pupils walk to school. That is a half in either class; 10 of all 40 would say a quarter.",
                "二つのクラスのどちらでも、20 人中 10 人が歩いて通学しています。どちらのクラスでも半分です。全体の 40 人で割ると 4 分の 1 になってしまいます。",
            ),
        ],
    )
    def over_the_whole_table(Z):
        powers = np.exp(Z - Z.max(axis=1, keepdims=True))
        return powers / powers.sum()

    @misconception(
        "loss",
        en="You shifted the scores in the numerator but not in the denominator, so the shift does not cancel.",
        ja="分子では点数をずらしたのに、分母ではずらしていません。ずらした分が打ち消し合いません。",
        hints=[
            (
                "Write down what stands above and what stands below the fraction line, for one row.",
                "1 行分について、分数の上と下に何があるかを書き出してください。",
            ),
            (
                "Taking something off is harmless only if numerator and denominator both shrink by the same factor.",
                "何かを引いても値が変わらないのは、分子と分母が同じ倍率で小さくなるときだけです。",
            ),
            (
                "12/20 shortened by 4 is 3/5. Shortening only the top gives 3/20, another number.",
                "12/20 を 4 で約分すると 3/5 です。上だけを 4 で割ると 3/20 となり、別の数になります。",
            ),
        ],
    )
    def shifted_above_only(Z):
        return np.exp(Z - Z.max(axis=1, keepdims=True)) / np.exp(Z).sum(axis=1, keepdims=True)

    @misconception(
        "loss",
        en="You took shares of the scores themselves, without the exponential: negative scores make negative probabilities.",
        ja="指数関数を使わず、点数そのものの割合をとっています。負の点数から負の確率ができてしまいます。",
        hints=[
            (
                "Try a row with a negative score, and look for probabilities outside 0 … 1.",
                "負の点数を含む行で試し、0 から 1 の範囲を外れた確率がないか見てください。",
            ),
            (
                "Scores may be of any sign. Before shares are counted, something must make them positive and keep their order.",
                "点数は正にも負にもなります。割合を数える前に、大小の順番を保ったまま正の数に直す手順が必要です。",
            ),
            (
                "Profits of 5, −3 and 2 add up to 4. “Our branch made 125 % of it” is what shares of signed numbers sound like.",
                "利益が 5, −3, 2 なら合計は 4 です。符号の付いた数で割合を数えると、「うちの支店が 125 % を稼いだ」という話になります。",
            ),
        ],
    )
    def shares_of_the_scores(Z):
        return Z / Z.sum(axis=1, keepdims=True)

    @misconception(
        "loss",
        en="You did not divide by the sum of the row: the numbers are positive, but they do not add up to 1.",
        ja="行の合計で割っていません。正の数にはなりましたが、足しても 1 になりません。",
        hints=[
            (
                "Add up one row of your answer.",
                "あなたの答えの 1 行を足してみてください。",
            ),
            (
                "These are weights, relative to the strongest. They become probabilities only once they are compared with their total.",
                "これは最も強いものと比べた重みです。合計と比べて初めて確率になります。",
            ),
            (
                "Votes of 50, 30 and 20 relative to the winner are 1, 0.6 and 0.4. As shares of the votes they are 0.5, 0.3 and 0.2.",
                "得票が 50, 30, 20 のとき、1 位と比べれば 1, 0.6, 0.4 です。得票率なら 0.5, 0.3, 0.2 です。",
            ),
        ],
    )
    def not_normalised(Z):
        return np.exp(Z - Z.max(axis=1, keepdims=True))

    @misconception(
        "loss",
        en="You squashed every score by itself with a sigmoid. The scores of a row do not compete, and the row does not add up to 1.",
        ja="一つ一つの点数を別々にシグモイド関数に通しています。行の中で競い合わず、合計が 1 になりません。",
        hints=[
            (
                "Raise one score of a row. Do the other probabilities of that row fall?",
                "行の中の点数を一つだけ上げてみてください。同じ行のほかの確率は下がりますか。",
            ),
            (
                "“Is it a cat, yes or no?” asked three times is another question than “which of the three is it?”.",
                "「これは猫ですか、はいかいいえか」を 3 回尋ねることと、「3 つのうちどれですか」と尋ねることは、別の質問です。",
            ),
            (
                "Rain, snow, sun: 80 % each may be three honest yes-or-no answers, but together they promise 240 %.",
                "雨、雪、晴れがそれぞれ 80 % だとします。三つの「はい・いいえ」としてはありえても、一つの予報としては合計 240 % になってしまいます。",
            ),
        ],
    )
    def sigmoid_of_each(Z):
        small = np.exp(-np.abs(Z))
        return np.where(Z >= 0, 1 / (1 + small), small / (1 + small))

    @misconception(
        "loss",
        en="You return the logarithms of the probabilities, not the probabilities.",
        ja="確率ではなく、確率の対数を返しています。",
        hints=[
            (
                "Look at the signs in your answer. Can a probability have them?",
                "答えの符号を見てください。確率がその符号になることはありますか。",
            ),
            (
                "One step is left to do: you are still on the scale on which products are sums.",
                "最後の一歩が残っています。まだ「掛け算が足し算になる」目盛りの上にいます。",
            ),
            (
                "A magnitude of 3 on a scale of powers of ten stands for 1000. The 3 is the exponent, not the quantity.",
                "10 のべき乗の目盛りで 3 とあれば、表しているのは 1000 です。3 は指数であって、量そのものではありません。",
            ),
        ],
    )
    def logarithms(Z):
        shifted = Z - Z.max(axis=1, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    @misconception(
        "loss",
        en="Your formula is right on paper, but large scores overflow: the exponential of 1000 is no number that a computer can hold.",
        ja="紙の上では正しい式ですが、大きな点数であふれます。1000 の指数関数の値は、コンピューターの数では表せません。",
        hints=[
            (
                "Try a row like [1000, 999], and look for inf and nan.",
                "[1000, 999] のような行で試し、inf や nan が出ていないか見てください。",
            ),
            (
                "Only differences between the scores of a row matter. You are free to choose which number counts as zero, before anything is raised to a power.",
                "大事なのは、行の中の点数の差だけです。べき乗を計算する前に、どこを 0 とするかは自由に選べます。",
            ),
            (
                "Heights of 3776 m and 3193 m above the sea differ by 583 m. Measured from the lower summit they are 583 m and 0 m: smaller numbers, the same difference.",
                "海面から測って 3776 m と 3193 m の山は、583 m 違います。低いほうの頂上から測れば 583 m と 0 m です。数は小さくなりますが、差は同じです。",
            ),
        ],
    )
    def overflows(Z):
        powers = np.exp(Z)
        return powers / powers.sum(axis=1, keepdims=True)

    @misconception(
        "loss",
        en="You took one largest score for the whole table: in rows that lie far below it, every exponential becomes 0, and 0/0 is nan.",
        ja="表全体で一つの最大値を引いています。それよりずっと低い行では指数関数の値がすべて 0 になり、0/0 で nan になります。",
        hints=[
            (
                "Try a table with one row of very large scores and one row of very small ones.",
                "とても大きな点数の行と、とても小さな点数の行を並べて試してください。",
            ),
            (
                "What is taken off must suit the row that it is taken off. Which number is safe for one row need not be for another.",
                "引く数は、引かれる行に合っていなければなりません。ある行で安全な数が、別の行でも安全とは限りません。",
            ),
            (
                "Two balances, one loaded with 900 kg and one with 3 g. Zeroed at 900 kg, the second reads −900 kg, and its 3 g are lost in the last digit.",
                "900 kg が載ったはかりと、3 g が載ったはかりがあります。どちらも 900 kg を 0 として目盛ると、二つ目の 3 g は誤差に埋もれてしまいます。",
            ),
        ],
    )
    def one_maximum_for_all(Z):
        powers = np.exp(Z - Z.max())
        return powers / powers.sum(axis=1, keepdims=True)

    @misconception(
        "loss",
        en="Your sums have lost their axis and are laid along the columns when NumPy divides: row i is divided by the wrong row's sum, or the shapes do not fit at all.",
        ja="合計をとったときに軸が一つ消え、割り算で列の向きに並べられています。行が別の行の合計で割られるか、形が合わずに止まります。",
        hints=[
            (
                "Print the shapes of both sides of the division.",
                "割り算の両側の shape を表示してください。",
            ),
            (
                "NumPy lines shapes up from the right: (3, 4) with (4,) fits, (3, 4) with (3,) does not, and (3, 3) with (3,) fits the wrong way.",
                "NumPy は shape を右端からそろえます。(3, 4) と (4,) は合いますが、(3, 4) と (3,) は合いません。(3, 3) と (3,) は、意図と違う向きで合ってしまいます。",
            ),
            (
                "np.array([[10, 20], [30, 40]]) - np.array([10, 30]) is [[0, -10], [20, 10]]: the 30 was taken off the second column, not off the second row.",
                "np.array([[10, 20], [30, 40]]) - np.array([10, 30]) は [[0, -10], [20, 10]] です。30 は 2 行目ではなく、2 列目から引かれました。",
            ),
        ],
    )
    def axis_lost(Z):
        powers = np.exp(Z - Z.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1)


class cross_entropy:
    @misconception(
        "loss",
        en="You added the surprises of all rows up, but did not take their mean.",
        ja="全部の行の値を足しただけで、平均していません。",
        hints=[
            (
                "Give the same rows twice. Should the loss double?",
                "同じ行を 2 回ずつ並べてみてください。損失は 2 倍になるべきでしょうか。",
            ),
            (
                "With a sum, more data looks like a worse model. The last step is missing.",
                "合計のままでは、データが多いだけで悪いモデルに見えてしまいます。最後の一歩が抜けています。",
            ),
            (
                "Five parcels weigh 20 kg together. On average that is 4 kg, also when next week 50 such parcels come.",
                "5 個の荷物が合わせて 20 kg なら、平均は 4 kg です。来週同じような荷物が 50 個届いても、平均は変わりません。",
            ),
        ],
    )
    def sum_not_mean(Z, labels):
        shifted = Z - Z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -log_p[np.arange(len(labels)), labels].sum()

    @misconception(
        "loss",
        en="You divided by all N·K numbers of the table, but only one number per row was counted.",
        ja="表の N·K 個の数で割っていますが、数えたのは 1 行につき一つだけです。",
        hints=[
            (
                "How many numbers do you add, and by how many do you divide?",
                "いくつの数を足して、いくつで割っていますか。",
            ),
            (
                "Multiplying by a one-hot table leaves zeros behind. A mean counts zeros as well.",
                "ワンホットの表を掛けると、あとに 0 が残ります。平均は、その 0 も数に入れてしまいます。",
            ),
            (
                "Three pupils took a test and scored 6, 7 and 8; nine others were ill. The mean mark is 7. Over all twelve names on the list it would be 1.75.",
                "3 人が試験を受けて 6, 7, 8 点でした。ほかの 9 人は欠席です。平均点は 7 点です。名簿の 12 人で割ると 1.75 点になってしまいます。",
            ),
        ],
    )
    def over_the_whole_table(Z, labels):
        shifted = Z - Z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -np.mean(log_p * np.eye(Z.shape[1])[labels])

    @misconception(
        "loss",
        en="Your sign is wrong: the surer the model is of the right label, the larger your loss.",
        ja="符号が逆です。正解を確信しているほど、損失が大きくなっています。",
        hints=[
            (
                "Compare a confident right answer with a confident wrong one. Which of them costs more with you?",
                "自信のある正解と、自信のある間違いを比べてください。あなたの関数では、どちらの損失が大きいですか。",
            ),
            (
                "The logarithm of a number between 0 and 1 has a sign. A loss is to be small when things go well.",
                "0 と 1 の間の数の対数には符号があります。損失は、うまくいっているときに小さくなるべき量です。",
            ),
            (
                "A diver's depth gauge shows 30 m where the height above the sea is −30 m. Deeper is more on one scale and less on the other.",
                "高さ −30 m の場所にいるダイバーの深度計は 30 m を指します。深くなるほど、一方の目盛りでは増え、もう一方では減ります。",
            ),
        ],
    )
    def sign_forgotten(Z, labels):
        shifted = Z - Z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return np.mean(log_p[np.arange(len(labels)), labels])

    @misconception(
        "loss",
        en="You counted the classes from 1: the label names the class after the one that you look at.",
        ja="クラスを 1 から数えています。ラベルが指すクラスの、一つ手前を見ています。",
        hints=[
            (
                "Which column do you read for label 0?",
                "ラベルが 0 のとき、どの列を読んでいますか。",
            ),
            (
                "In Python the first column is number 0, and number −1 is the last one: an index that is off by one raises no error there.",
                "Python では最初の列が 0 番で、−1 番は最後の列です。番号が一つずれていても、エラーになりません。",
            ),
            (
                "In [7, 8, 9] the element number 0 is 7. Asked for number 0 − 1, Python answers 9.",
                "[7, 8, 9] の 0 番は 7 です。0 − 1 番を尋ねると、Python は 9 と答えます。",
            ),
        ],
    )
    def labels_off_by_one(Z, labels):
        shifted = Z - Z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -np.mean(log_p[np.arange(len(labels)), labels - 1])

    @misconception(
        "loss",
        en="You indexed with a colon and the labels: that picks the labels' columns from every row, so each row is also judged by the other rows' labels.",
        ja="コロンとラベルで要素を取り出しています。どの行からも全員分のラベルの列が選ばれ、ほかの行のラベルでも採点されています。",
        hints=[
            (
                "Look at the shape of what you pick before you average it. How many numbers are there for N rows?",
                "平均する前に、取り出したものの shape を見てください。N 行に対して、いくつの数がありますか。",
            ),
            (
                "A colon means “all rows”. You want row 0 with label 0, row 1 with label 1, and so on: pairs, not a grid.",
                "コロンは「すべての行」という意味です。欲しいのは 0 行目と 0 番目のラベル、1 行目と 1 番目のラベル、という組であって、格子ではありません。",
            ),
            (
                "Three letters and three envelopes: pairing makes 3 deliveries. Every letter to every address makes 9, and 6 of them arrive at the wrong house.",
                "手紙が 3 通、封筒が 3 枚あります。組にすれば配達は 3 回です。どの手紙もすべての宛先に送ると 9 回になり、そのうち 6 回は間違った家に届きます。",
            ),
        ],
    )
    def every_label_for_every_row(Z, labels):
        shifted = Z - Z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -np.mean(log_p[:, labels])

    @misconception(
        "loss",
        en="You averaged the probabilities of the labels first and took the logarithm of that mean: one confident mistake hardly shows.",
        ja="先に確率を平均してから対数をとっています。自信のある間違いが一つあっても、ほとんど目立ちません。",
        hints=[
            (
                "In which order do you average and take the logarithm?",
                "平均をとるのと対数をとるのは、どちらが先ですか。",
            ),
            (
                "The two cannot be exchanged. Every row is to be surprised by itself, before anybody averages.",
                "この二つの順番は入れ替えられません。平均する前に、行ごとの「驚き」を求める必要があります。",
            ),
            (
                "Of 1 and 100 the mean is 50.5, with the logarithm (to base 10) 1.70. Their own logarithms are 0 and 2, with the mean 1.",
                "1 と 100 の平均は 50.5 で、その常用対数は 1.70 です。それぞれの常用対数は 0 と 2 で、平均は 1 です。",
            ),
        ],
    )
    def log_of_the_mean(Z, labels):
        shifted = Z - Z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        chosen = log_p[np.arange(len(labels)), labels]
        top = chosen.max()
        return -(top + np.log(np.mean(np.exp(chosen - top))))

    @misconception(
        "loss",
        en="You left the logarithm out: the share of doubt, not the surprise.",
        ja="対数をとっていません。「驚き」ではなく、正解でないと思っている割合になっています。",
        hints=[
            (
                "How large can your loss become for the worst answer there is?",
                "これ以上ないほど悪い答えに対して、あなたの損失はどこまで大きくなりますか。",
            ),
            (
                "A model that gives the truth one chance in a billion should pay far more than one that gives it one in ten. With you they pay almost the same.",
                "真実に 10 億分の 1 の確率しか与えないモデルは、10 分の 1 を与えるモデルより、ずっと重い罰を受けるべきです。あなたの損失では、ほとんど変わりません。",
            ),
            (
                "Sounds of 1, 100 and 10 000 units are 0, 20 and 40 decibels: a scale that counts factors tells them apart evenly.",
                "強さが 1, 100, 10 000 の音は 0, 20, 40 デシベルです。倍率を数える目盛りなら、同じ間隔で区別できます。",
            ),
        ],
    )
    def without_the_logarithm(Z, labels):
        return np.mean(1 - softmax(Z)[np.arange(len(labels)), labels])

    @misconception(
        "loss",
        en="You counted the log-probabilities of all classes, not only that of the label: the wrong classes are rewarded, too.",
        ja="正解だけでなく、すべてのクラスの対数確率を数えています。間違ったクラスの確率が高くても得をしてしまいます。",
        hints=[
            (
                "Does your answer change when you change the labels?",
                "ラベルを変えると、あなたの答えは変わりますか。",
            ),
            (
                "One of the two arguments hardly takes part. Who says which of the K numbers of a row counts?",
                "二つの引数のうち一つが、ほとんど使われていません。1 行にある K 個の数のうち、どれを数えるのかを決めるのは何ですか。",
            ),
            (
                "A bet of 100, 200 and 300 yen on three horses; the second one wins. What you get back depends on the 200 alone.",
                "3 頭の馬に 100 円、200 円、300 円を賭け、2 頭目が勝ちました。払い戻しを決めるのは 200 円だけです。",
            ),
        ],
    )
    def all_classes_counted(Z, labels):
        shifted = Z - Z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -log_p.sum(axis=1).mean()

    @misconception(
        "loss",
        en="You added a small number before the logarithm. That avoids log(0), but it bends every loss, and confident mistakes are no longer felt.",
        ja="対数の前に小さな数を足しています。log(0) は避けられますが、損失の値がすべて少しずつずれ、自信のある間違いを感じとれなくなります。",
        hints=[
            (
                "Try logits whose label is 30, 100 and 500 below the best. Does your loss keep growing?",
                "正解のロジットが一番大きいものより 30, 100, 500 だけ低い例を試してください。損失は増え続けますか。",
            ),
            (
                "The small number is a patch for a value that underflows. A logarithm of an exponential need never be computed by way of the exponential.",
                "小さな数は、0 につぶれてしまう値への応急処置です。指数関数の対数は、指数関数の値を経由しなくても求められます。",
            ),
            (
                "To learn the digits of 10^500 × 10^3, nobody writes 503 zeros: 500 + 3 is computed with the exponents. A calculator that insists on the number itself shows an error.",
                "10^500 × 10^3 を知るのに、0 を 503 個書く人はいません。指数どうしで 500 + 3 と計算します。数そのものを求めようとする電卓は、エラーになります。",
            ),
        ],
    )
    def small_number_added(Z, labels):
        return -np.mean(np.log(softmax(Z)[np.arange(len(labels)), labels] + 1e-9))

    @misconception(
        "loss",
        en="You take the logarithm of a probability that has already become 0: log(0) is −inf. Stable probabilities alone do not make the loss stable.",
        ja="すでに 0 につぶれた確率の対数をとっています。log(0) は −inf です。確率が安定していても、損失まで安定するとは限りません。",
        hints=[
            (
                "Try a row in which the label's logit is 1000 below the best one.",
                "正解のロジットが一番大きいものより 1000 低い行で試してください。",
            ),
            (
                "Between the logit and the loss you go up through an exponential and down again through a logarithm. The trouble is at the turning point.",
                "ロジットから損失までの間に、指数関数で上り、対数でまた下りています。問題は折り返し点で起こります。",
            ),
            (
                "√(x²) for x = 10^200: the square, 10^400, is no number for a computer any more, and its root is inf. Yet the answer, 10^200, was there from the beginning.",
                "x = 10^200 の √(x²) を考えます。2 乗の 10^400 はコンピューターでは表せず、平方根も inf になります。しかし答えの 10^200 は、最初から目の前にありました。",
            ),
        ],
    )
    def log_of_zero(Z, labels):
        return -np.mean(np.log(softmax(Z)[np.arange(len(labels)), labels]))

    @misconception(
        "loss",
        en="You took the largest logit of the row for the logarithm of the sum of exponentials: the other classes have no say.",
        ja="指数関数の和の対数の代わりに、行の中で最大のロジットを使っています。ほかのクラスの影響が消えています。",
        hints=[
            (
                "Try a row of equal logits. Is a model that has no idea without loss?",
                "ロジットがすべて等しい行で試してください。何も分かっていないモデルの損失は 0 でしょうか。",
            ),
            (
                "You took the largest one off to stay in range. What was to be computed within that range is missing.",
                "あふれないように最大値を引くところまではできています。そのあとで計算するはずだったものが抜けています。",
            ),
            (
                "Lamps of 60, 55 and 50 lux: together it is 165 lux bright, not 60. The brightest lamp is not the light.",
                "60, 55, 50 ルクスの電灯が 3 つあれば、明るさは合わせて 165 ルクスです。60 ではありません。一番明るい電灯だけが光ではありません。",
            ),
        ],
    )
    def maximum_for_the_sum(Z, labels):
        return np.mean(Z.max(axis=1) - Z[np.arange(len(labels)), labels])


class softmax_jacobian:
    @misconception(
        "matrix-gradient",
        en="You kept only the diagonal. But raising one score also lowers the probabilities of all the others.",
        ja="対角成分だけを求めています。しかし、一つの点数を上げると、ほかの確率もすべて下がります。",
        hints=[
            (
                "Raise one score a little and recompute all probabilities. Which of them have moved?",
                "点数を一つだけ少し上げて、すべての確率を計算し直してください。動いたのはどれですか。",
            ),
            (
                "Every z_j sits in the common denominator, so every p_i feels it. Off the diagonal, the slopes are not zero.",
                "どの z_j も共通の分母に入っているので、すべての p_i に影響します。対角以外の傾きは 0 ではありません。",
            ),
            (
                "With sales of 30 and 70 the first shop has 30 %. If the second sells 20 more, the first drops to 25 %, though nothing changed in it.",
                "売り上げが 30 と 70 なら、1 軒目の割合は 30 % です。2 軒目が 20 多く売ると、1 軒目は何も変わっていないのに 25 % に下がります。",
            ),
        ],
    )
    def diagonal_only(z):
        p = softmax(z[None])[0]
        return np.diag(p * (1 - p))

    @misconception(
        "matrix-gradient",
        en="You held the denominator still: the exponential above was differentiated, the sum below was treated as a constant.",
        ja="分母を定数とみなしています。分子の指数関数だけを微分し、分母の和は動かないものとして扱っています。",
        hints=[
            (
                "Where does z_j occur in the formula for p_i? Mark every place.",
                "p_i の式の中で、z_j はどこに現れますか。すべての箇所に印を付けてください。",
            ),
            (
                "It occurs above and below the fraction line. A quotient whose both parts move has a rule of its own.",
                "分数の上にも下にも現れます。両方が動く商の微分には、専用の公式があります。",
            ),
            (
                "A pot holds 2 l of salt in 10 l of water in all. Pour in 1 l of salt: the share goes from 2/10 to 3/11, not to 3/10, for the whole has grown as well.",
                "全体 10 L のうち塩が 2 L 入っています。塩を 1 L 足すと、割合は 2/10 から 3/11 になります。全体も増えるので、3/10 ではありません。",
            ),
        ],
    )
    def denominator_held_still(z):
        return np.diag(softmax(z[None])[0])

    @misconception(
        "matrix-gradient",
        en="You forgot that the numerator moves as well: only the effect through the denominator is there.",
        ja="分子も動くことを忘れています。分母を通した影響しか入っていません。",
        hints=[
            (
                "Look at the signs of your diagonal. Raise a score: does its own probability fall?",
                "対角成分の符号を見てください。点数を上げると、自分の確率は下がりますか。",
            ),
            (
                "On the diagonal, i = j, the same score stands above and below the fraction line. One of the two effects is missing there.",
                "対角(i = j)では、同じ点数が分数の上にも下にもあります。二つの効果のうち、一つが抜けています。",
            ),
            (
                "4 of 16 marbles are red. Adding one red marble: 5/17, about 29 %, more than 25 %. If it were counted below only, 4/17, red would become rarer by adding red.",
                "16 個のビー玉のうち 4 個が赤です。赤を 1 個足すと 5/17(約 29 %)で、25 % より増えます。下だけに数えると 4/17 となり、赤を足したのに赤が減ってしまいます。",
            ),
        ],
    )
    def numerator_held_still(z):
        p = softmax(z[None])[0]
        return -np.outer(p, p)

    @misconception(
        "matrix-gradient",
        en="All your signs are turned round: as if a higher score made its own class less likely.",
        ja="符号がすべて逆です。点数が上がると自分の確率が下がることになっています。",
        hints=[
            (
                "Raise one score and see which probability rises.",
                "点数を一つだけ上げて、どの確率が上がるかを見てください。",
            ),
            (
                "Who gains when a score is raised, and who pays for it? Compare with the signs in your column.",
                "点数を上げると、誰が得をして、誰がその分を払うでしょうか。あなたの列の符号と比べてください。",
            ),
            (
                "One of three players scores: of 10 points in all it had 4, now 5 of 11. Its share rises from 40 % to 45 %; those of the others, 3 of 10 each, fall to 27 %.",
                "3 人のうち 1 人が得点しました。合計 10 点中 4 点だったのが、11 点中 5 点になります。割合は 40 % から 45 % に上がり、3 点ずつだったほかの 2 人は 30 % から 27 % に下がります。",
            ),
        ],
    )
    def signs_turned(z):
        p = softmax(z[None])[0]
        return np.outer(p, p) - np.diag(p)

    @misconception(
        "matrix-gradient",
        en="Off the diagonal your signs are wrong: raising one score raises the other probabilities too, so that there is more than 100 % to share.",
        ja="対角以外の符号が逆です。一つの点数を上げるとほかの確率まで上がり、合計が 100 % を超えてしまいます。",
        hints=[
            (
                "Add up one column. What happens to the sum of all probabilities when one score is raised?",
                "一つの列を足してみてください。点数を一つ上げると、確率の合計はどうなるでしょうか。",
            ),
            (
                "The total is fixed. What one class wins, the others must lose.",
                "合計は決まっています。一つのクラスが得た分は、ほかのクラスが失う分です。",
            ),
            (
                "Three children share 12 sweets. If one takes 2 more, the other two have 2 fewer between them: +2 − 1 − 1 = 0.",
                "3 人の子どもが 12 個のあめを分けます。1 人が 2 個多く取れば、ほかの 2 人は合わせて 2 個減ります。+2 − 1 − 1 = 0 です。",
            ),
        ],
    )
    def others_rise_too(z):
        p = softmax(z[None])[0]
        J = np.outer(p, p)
        J[np.diag_indices(len(p))] = p * (1 - p)
        return J

    @misconception(
        "matrix-gradient",
        en="You differentiated the logarithm of the probabilities: the inner derivative of the logarithm has not been undone.",
        ja="確率そのものではなく、確率の対数を微分しています。",
        hints=[
            (
                "Take a class whose probability is nearly 0. How large can its slopes be?",
                "確率がほとんど 0 のクラスを考えてください。その傾きはどのくらい大きくなれるでしょうか。",
            ),
            (
                "A slope of log p tells the change in per cent of p. The change of p itself depends on how much p there is.",
                "log p の傾きは、p が何パーセント変わるかを表します。p 自身の変化量は、p がどれだけあるかによって変わります。",
            ),
            (
                "A price that rises by 10 % rises by 5 yen if it was 50, and by 500 yen if it was 5000.",
                "10 % の値上がりは、50 円の品なら 5 円、5000 円の品なら 500 円です。",
            ),
        ],
    )
    def of_the_logarithm(z):
        p = softmax(z[None])[0]
        return np.eye(len(p)) - p

    @misconception(
        "matrix-gradient",
        en="You used the slope of a single sigmoid everywhere: 1 − p_j stands also where i and j are different classes.",
        ja="どの成分にも、シグモイド関数一つのときの傾きを使っています。i と j が違うクラスのところにも 1 − p_j が入っています。",
        hints=[
            (
                "Work out one entry off the diagonal by hand, with two classes of the same score.",
                "同じ点数の二つのクラスについて、対角以外の成分を一つ手で計算してください。",
            ),
            (
                "There are two cases, i = j and i ≠ j. In the second, the numerator does not contain z_j at all.",
                "i = j と i ≠ j の二つの場合があります。i ≠ j のとき、分子に z_j は入っていません。",
            ),
            (
                "For u/(u + v) at u = 1, v = 3: by u the slope is 3/16, by v it is −1/16. Same function, two cases.",
                "u/(u + v) の u = 1, v = 3 での傾きは、u については 3/16、v については −1/16 です。同じ関数でも場合が違います。",
            ),
        ],
    )
    def one_case_for_all(z):
        p = softmax(z[None])[0]
        return np.outer(p, 1 - p)

    @misconception(
        "matrix-gradient",
        en="You return one slope per class. How every probability reacts to every score is a table, not a list.",
        ja="クラスごとに一つの傾きしか返していません。すべての確率がすべての点数にどう反応するかは、列ではなく表になります。",
        hints=[
            (
                "How many pairs (which probability, which score) are there with K classes?",
                "クラスが K 個のとき、(どの確率, どの点数)の組はいくつありますか。",
            ),
            (
                "For a function that acts elementwise, a list of slopes is enough. Here every output depends on every input.",
                "要素ごとに働く関数なら、傾きは 1 列に並べれば足ります。ここでは、どの出力もすべての入力に依存します。",
            ),
            (
                "Distances between 4 towns make a table of 16 numbers. A list of 4 cannot say how far each is from each.",
                "4 つの町の間の距離は、16 個の数の表になります。4 個の数では、どの町からどの町までかを表せません。",
            ),
        ],
    )
    def one_slope_per_class(z):
        p = softmax(z[None])[0]
        return p * (1 - p)

    @misconception(
        "matrix-gradient",
        en="You measured the slopes with finite steps. Near, but not right: a derivative is exact, and measuring is only how one checks it.",
        ja="有限の歩幅で傾きを測っています。近い値ですが、正しくはありません。微分は厳密な値で、測るのは確かめるための方法です。",
        hints=[
            (
                "Compare your answer with the expected one to ten digits.",
                "あなたの答えと正しい答えを、10 桁まで比べてください。",
            ),
            (
                "A step that is too large bends the slope, one that is too small drowns it in rounding. A formula has neither trouble.",
                "歩幅が大きすぎると傾きがずれ、小さすぎると丸め誤差に埋もれます。式で求めれば、どちらも起こりません。",
            ),
            (
                "The slope of e^u at 0 is exactly 1. Measured with step 0.1 it is 1.0017, with 0.001 it is 1.00000017, and never quite 1.",
                "e^u の 0 での傾きは、ちょうど 1 です。歩幅 0.1 で測ると 1.0017、0.001 では 1.00000017 で、完全な 1 にはなりません。",
            ),
        ],
    )
    def measured(z):
        step = 1e-5
        columns = []
        for nudge in np.eye(len(z)) * step:
            right, left = softmax((z + nudge)[None])[0], softmax((z - nudge)[None])[0]
            columns.append((right - left) / (2 * step))
        return np.array(columns).T

    @misconception(
        "matrix-gradient",
        en="You put the scores where their probabilities belong.",
        ja="確率が入るべきところに、点数そのものを入れています。",
        hints=[
            (
                "Add the same number to all scores. Should the slopes change?",
                "すべての点数に同じ数を足してみてください。傾きは変わるべきでしょうか。",
            ),
            (
                "The derivative is most easily written with the output of the function, not with its input. Which of the two did you take?",
                "この微分は、関数の入力ではなく出力を使って書くのが簡単です。あなたはどちらを使いましたか。",
            ),
            (
                "For y = e^u the slope is y itself: at u = 2 it is 7.39, not 2.",
                "y = e^u の傾きは y 自身です。u = 2 での傾きは 2 ではなく 7.39 です。",
            ),
        ],
    )
    def scores_for_probabilities(z):
        return np.diag(z) - np.outer(z, z)

    @misconception(
        "matrix-gradient",
        en="You worked the probabilities out anew, in a way that overflows for large scores.",
        ja="確率を計算し直していますが、その計算が大きな点数であふれてしまいます。",
        hints=[
            (
                "Try z = [1000, 0], and look for inf and nan.",
                "z = [1000, 0] で試し、inf や nan が出ていないか見てください。",
            ),
            (
                "The formula for the slopes is fine. It is fed with probabilities that do not survive large scores, though you have written better ones already.",
                "傾きの式は合っています。大きな点数に耐えられない確率を使っていることが問題です。もっと良いものを、すでに書いたはずです。",
            ),
            (
                "A recipe for bread is right, and the loaf still fails if the yeast is dead. There is fresh yeast on the shelf from an hour ago.",
                "パンの作り方が正しくても、イースト菌が死んでいれば膨らみません。1 時間前に用意した新しいイーストが棚にあります。",
            ),
        ],
    )
    def overflows(z):
        powers = np.exp(z)
        p = powers / powers.sum()
        return np.diag(p) - np.outer(p, p)


class cross_entropy_backward:
    @misconception(
        "backpropagation",
        en="You forgot that the loss is a mean: every row's blame is N times too large.",
        ja="損失が平均であることを忘れています。どの行の責任も N 倍になっています。",
        hints=[
            (
                "Try one row alone, and then the same row four times. What should happen to its gradient?",
                "まず 1 行だけで、次に同じ行を 4 回並べて試してください。勾配はどう変わるべきでしょうか。",
            ),
            (
                "The last thing that happened going forward is the first thing to pass going back. What was it?",
                "順方向で最後に行ったことを、逆方向では最初に通ります。それは何でしたか。",
            ),
            (
                "Your mark is the mean of 5 tests. Ten points more in one of them raise the mark by 2.",
                "成績は 5 回の試験の平均です。そのうち一つで 10 点多く取ると、成績は 2 点上がります。",
            ),
        ],
    )
    def mean_forgotten(Z, labels):
        G = softmax(Z).copy()
        G[np.arange(len(labels)), labels] -= 1
        return G

    @misconception(
        "backpropagation",
        en="You divided by all N·K numbers of the table, where the loss is a mean over N rows.",
        ja="N 行の平均なのに、表の N·K 個の数で割っています。",
        hints=[
            (
                "By how many does the loss divide, and by how many do you?",
                "損失の式ではいくつで割っていますか。あなたはいくつで割っていますか。",
            ),
            (
                "A row has K logits, but it makes only one contribution to the mean.",
                "1 行には K 個のロジットがありますが、平均に加わる値は一つだけです。",
            ),
            (
                "Six families of three people each paid 1200 yen per family on average. 400 yen per person answers another question.",
                "3 人家族が 6 組、1 組あたり平均 1200 円を払いました。1 人あたり 400 円というのは、別の質問への答えです。",
            ),
        ],
    )
    def over_the_whole_table(Z, labels):
        G = softmax(Z).copy()
        G[np.arange(len(labels)), labels] -= 1
        return G / Z.size

    @misconception(
        "backpropagation",
        en="Your signs are turned round: a step against this gradient makes the right answer less likely.",
        ja="符号が逆です。この勾配と反対向きに一歩進むと、正解の確率が下がってしまいます。",
        hints=[
            (
                "If the label's logit rises, should the loss rise or fall? Look at your sign there.",
                "正解のロジットが上がると、損失は増えるべきですか、減るべきですか。そこでの符号を見てください。",
            ),
            (
                "A gradient points to where the loss grows. Turning it round is the update's business.",
                "勾配は損失が増える向きを指します。それを反対にするのは、更新則の仕事です。",
            ),
            (
                "For (u − 5)² at u = 8 the slope is +6: to the right it gets worse. Whoever reports −6 has already thought of walking.",
                "(u − 5)² の u = 8 での傾きは +6 です。右へ行くほど悪くなります。−6 と答えた人は、もう歩くときのことを考えています。",
            ),
        ],
    )
    def signs_turned(Z, labels):
        truth = np.eye(Z.shape[1])[labels]
        return (truth - softmax(Z)) / len(labels)

    @misconception(
        "backpropagation",
        en="You forgot the term of the label: every logit is told to go down, also the right one.",
        ja="正解ラベルの項を忘れています。正解のロジットまで「下がれ」と言われています。",
        hints=[
            (
                "Does your gradient depend on the labels?",
                "あなたの勾配は、ラベルによって変わりますか。",
            ),
            (
                "The loss is a difference of two terms, and each hands back a note of its own. Yours is the note of one of them.",
                "損失は二つの項の差で、どちらの項もメモを手渡します。あなたが受け取ったのは、そのうち一つだけです。",
            ),
            (
                "For 3u² − 7u the slope is 6u − 7. At u = 2 that is 5; with the second term forgotten it is 12.",
                "3u² − 7u の傾きは 6u − 7 で、u = 2 では 5 です。2 番目の項を忘れると 12 になります。",
            ),
        ],
    )
    def label_forgotten(Z, labels):
        return softmax(Z) / len(labels)

    @misconception(
        "backpropagation",
        en="You gave blame only to the label's logit. The other classes have taken probability away from it, and are not told.",
        ja="正解のロジットにしか責任を伝えていません。確率を奪ったほかのクラスには、何も伝わっていません。",
        hints=[
            (
                "Move a logit that is not the label's. Does the loss change?",
                "正解でないロジットを動かしてみてください。損失は変わりますか。",
            ),
            (
                "A probability depends on all logits of its row, through the sum below the fraction line.",
                "確率は、分母の和を通して、行の中のすべてのロジットに依存します。",
            ),
            (
                "In a race of three you finish last by 2 seconds. Your time could be better, but the winner's time is half of the story: for the gap t₃ − t₁, the slopes are +1 and −1.",
                "3 人で競走し、あなたは 1 位に 2 秒遅れました。差 t₃ − t₁ は、あなたの時間だけでなく 1 位の時間にも左右されます。傾きは +1 と −1 です。",
            ),
        ],
    )
    def only_the_label(Z, labels):
        rows = np.arange(len(labels))
        G = np.zeros_like(Z)
        G[rows, labels] = (softmax(Z)[rows, labels] - 1) / len(labels)
        return G

    @misconception(
        "backpropagation",
        en="You counted the classes from 1: the blame for the label goes to the class before it.",
        ja="クラスを 1 から数えています。ラベルの分が、一つ手前のクラスに渡っています。",
        hints=[
            (
                "For label 0, which column of your answer is negative?",
                "ラベルが 0 のとき、あなたの答えで負になるのはどの列ですか。",
            ),
            (
                "The first class is number 0. One less is −1, which Python takes for the last column without complaint.",
                "最初のクラスは 0 番です。一つ引くと −1 番になり、Python は黙って最後の列だと解釈します。",
            ),
            (
                "Seats 0, 1, 2 in a row. A note for seat 0 that is handed to “0 − 1” ends up at seat 2, at the other end.",
                "0, 1, 2 番の席が並んでいます。0 番へのメモを「0 − 1」番に渡すと、反対の端の 2 番に届きます。",
            ),
        ],
    )
    def labels_off_by_one(Z, labels):
        G = softmax(Z).copy()
        G[np.arange(len(labels)), labels - 1] -= 1
        return G / len(labels)

    @misconception(
        "backpropagation",
        en="You indexed with a colon and the labels: that takes 1 off in the labels' columns of every row, also where another row's label is meant.",
        ja="コロンとラベルで要素を指定しています。どの行でも、ほかの行のラベルの列からまで 1 を引いています。",
        hints=[
            (
                "Count the negative entries in a row of your answer.",
                "あなたの答えの 1 行に、負の数がいくつあるか数えてください。",
            ),
            (
                "A colon means “all rows”. Each row should be paired with its own label only.",
                "コロンは「すべての行」という意味です。それぞれの行を、自分のラベルとだけ組にする必要があります。",
            ),
            (
                "Four guests ordered four different dishes. “Every table gets everything that was ordered” serves 16 plates.",
                "4 人の客が 4 種類の料理を注文しました。「どの席にも、注文された料理を全部」では 16 皿になります。",
            ),
        ],
    )
    def every_label_for_every_row(Z, labels):
        G = softmax(Z).copy()
        G[:, labels] -= 1
        return G / len(labels)

    @misconception(
        "backpropagation",
        en="You compared the logits with the labels, not the probabilities: softmax has been skipped.",
        ja="確率ではなく、ロジットそのものをラベルと比べています。softmax を通していません。",
        hints=[
            (
                "How large can an entry of your answer become? How large can “said minus true” be?",
                "あなたの答えの成分はどこまで大きくなりますか。「言ったこと」と「本当のこと」の差は、どこまで大きくなれるでしょうか。",
            ),
            (
                "A one-hot row is a probability: all of it on one class. It can only be compared with another probability.",
                "ワンホットの行は「すべてを一つのクラスに」という確率です。比べられる相手は、やはり確率だけです。",
            ),
            (
                "A poll says 65 points for the mayor on a scale of its own; the election gives 55 %. 65 − 55 = 10 means nothing until both are shares.",
                "独自の目盛りの調査で市長が 65 点、選挙の得票率は 55 % でした。両方を割合にそろえるまで、65 − 55 = 10 には意味がありません。",
            ),
        ],
    )
    def softmax_skipped(Z, labels):
        return (Z - np.eye(Z.shape[1])[labels]) / len(labels)

    @misconception(
        "backpropagation",
        en="You multiplied by p·(1 − p) once more: the derivative of the softmax is already in the difference that you had.",
        ja="p·(1 − p) をもう一度掛けています。softmax の微分は、すでに求めた差の中に入っています。",
        hints=[
            (
                "Take a model that is sure and wrong, p near 0 for the label. How large is your gradient there?",
                "自信満々で間違えているモデル(正解の p がほぼ 0)を考えてください。そこでの勾配の大きさはいくつですか。",
            ),
            (
                "You started from a formula for the slope by the logits and went on as if it were the slope by the probabilities. A station was passed twice.",
                "ロジットについての傾きの式から出発したのに、確率についての傾きであるかのように先へ進んでいます。同じ駅を 2 回通っています。",
            ),
            (
                "Yen to euros at 160 yen: 3200 yen are 20 euros. Converting once more makes it 0.125, and nobody would accept that for the bill.",
                "1 ユーロ 160 円なら、3200 円は 20 ユーロです。もう一度換算すると 0.125 になってしまいます。",
            ),
        ],
    )
    def derivative_taken_twice(Z, labels):
        p = softmax(Z)
        return (p - np.eye(Z.shape[1])[labels]) * p * (1 - p) / len(labels)

    @misconception(
        "backpropagation",
        en="You stopped halfway: this is the gradient by the probabilities, and it has not been passed on through the softmax to the logits.",
        ja="途中で止まっています。これは確率についての勾配で、softmax を通してロジットまで伝わっていません。",
        hints=[
            (
                "Add up a row of your gradient. What should raising a whole row together do to the loss?",
                "あなたの勾配の 1 行を足してください。行全体を同じだけ上げると、損失はどうなるべきでしょうか。",
            ),
            (
                "The note −1/p is right where it was written. There is one more seat between there and the logits.",
                "−1/p というメモは、書かれた場所では正しいものです。そこからロジットまでの間に、もう一つ席があります。",
            ),
            (
                "For log(3u + 1) at u = 3, the outer slope is 1/10. It has to be passed on through the inside: 3/10.",
                "log(3u + 1) の u = 3 では、外側の傾きは 1/10 です。内側を通して伝えると 3/10 になります。",
            ),
        ],
    )
    def stopped_at_the_probabilities(Z, labels):
        rows = np.arange(len(labels))
        G = np.zeros_like(Z)
        G[rows, labels] = -1 / softmax(Z)[rows, labels] / len(labels)
        return G

    @misconception(
        "backpropagation",
        en="You worked the probabilities out anew, in a way that overflows for large logits.",
        ja="確率を計算し直していますが、その計算が大きなロジットであふれてしまいます。",
        hints=[
            (
                "Try a row like [1000, 0], and look for inf and nan.",
                "[1000, 0] のような行で試し、inf や nan が出ていないか見てください。",
            ),
            (
                "The blame is right where the probabilities are. An earlier function of this exercise gives them without overflow.",
                "確率が正しく求まっている限り、責任の計算も合っています。あふれずに確率を求める関数は、この演習ですでに書いています。",
            ),
            (
                "A cup holds 300 ml. If the water for it is first collected in a thimble, it is spilt before it reaches the cup.",
                "カップには 300 mL 入ります。しかし、途中で指ぬきに受けて運ぼうとすれば、カップに届く前にこぼれてしまいます。",
            ),
        ],
    )
    def overflows(Z, labels):
        powers = np.exp(Z)
        P = powers / powers.sum(axis=1, keepdims=True)
        return (P - np.eye(Z.shape[1])[labels]) / len(labels)
