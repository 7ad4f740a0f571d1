"""ex8: wrong answers, one misunderstanding each."""

import numpy as np

from reference.catalogue import misconception


class network_forward:
    @misconception(
        "backpropagation",
        en="You left the tanh out: without it, two layers are no more than one.",
        ja="tanh を通していません。これでは、2 層あっても 1 層と変わりません。",
        hints=[
            (
                "Double the input of a network without biases. Does your answer simply double?",
                "バイアスのないネットワークで、入力を 2 倍にしてください。答えもちょうど 2 倍になりませんか。",
            ),
            (
                "Between the two matrix products something has to bend. Compare your code with the formula, step by step.",
                "二つの行列の積の間に、曲がる部分が必要です。コードと式を一段ずつ見比べてください。",
            ),
            (
                "Two machines, times 3 and times 5, are together one machine, times 15. Only something like “never more than 10” between them makes the pair new: 4 → 12 → 10 → 50.",
                "3 倍の機械と 5 倍の機械をつなぐと、15 倍の機械が一つあるのと同じです。間に「10 を超えない」のような曲がりが入って初めて、新しいものになります。4 → 12 → 10 → 50 です。",
            ),
        ],
    )
    def without_tanh(parameters, X):
        H = X @ parameters["W1"] + parameters["b1"]
        return H @ parameters["W2"] + parameters["b2"]

    @misconception(
        "backpropagation",
        en="You squashed the output as well: this network can never answer with more than 1.",
        ja="出力まで tanh を通しています。これでは 1 より大きな答えを出せません。",
        hints=[
            (
                "What is the largest number that your network can answer with?",
                "あなたのネットワークが答えられる最大の数はいくつですか。",
            ),
            (
                "Not every layer ends in the same way. Look at how the last one is defined.",
                "すべての層が同じ終わり方をするわけではありません。最後の層の定義を見てください。",
            ),
            (
                "A thermometer whose scale ends at 1 degree reads 1 on a day of 25 degrees. What is to be predicted may be any number.",
                "目盛りが 1 度までしかない温度計は、25 度の日にも 1 度を指します。予測したいものは、どんな数にもなりえます。",
            ),
        ],
    )
    def tanh_at_the_end(parameters, X):
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        return np.tanh(H @ parameters["W2"] + parameters["b2"])

    @misconception(
        "backpropagation",
        en="You forgot the biases of the hidden layer.",
        ja="隠れ層のバイアスを忘れています。",
        hints=[
            (
                "Count the names in the dictionary, and the names in your code.",
                "辞書に入っている名前の数と、コードに出てくる名前の数を数えてください。",
            ),
            (
                "One of the four parameters has no influence on your answer. Change each of them in turn and see.",
                "四つのパラメータのうち一つが、答えに影響していません。一つずつ変えて確かめてください。",
            ),
            (
                "A taxi costs 500 yen plus 300 yen a kilometre: 4 km are 1700 yen, not 1200. At 0 km the difference shows best.",
                "タクシーは基本料金 500 円に、1 km あたり 300 円です。4 km なら 1200 円ではなく 1700 円です。0 km のときに違いが一番よく見えます。",
            ),
        ],
    )
    def hidden_bias_forgotten(parameters, X):
        return np.tanh(X @ parameters["W1"]) @ parameters["W2"] + parameters["b2"]

    @misconception(
        "backpropagation",
        en="You forgot the biases of the output layer.",
        ja="出力層のバイアスを忘れています。",
        hints=[
            (
                "Set all weights to zero. What does your network answer, and what should it?",
                "重みをすべて 0 にしてください。ネットワークは何と答えますか。本来はどうでしょうか。",
            ),
            (
                "One of the four parameters has no influence on your answer. Change each of them in turn and see.",
                "四つのパラメータのうち一つが、答えに影響していません。一つずつ変えて確かめてください。",
            ),
            (
                "A bill of 3 coffees at 400 yen and a cover charge of 250 yen is 1450 yen. Without any coffee it is still 250.",
                "400 円のコーヒー 3 杯と席料 250 円で、会計は 1450 円です。コーヒーを 1 杯も飲まなくても 250 円かかります。",
            ),
        ],
    )
    def output_bias_forgotten(parameters, X):
        return np.tanh(X @ parameters["W1"] + parameters["b1"]) @ parameters["W2"]

    @misconception(
        "backpropagation",
        en="You added the hidden biases after the tanh, where they can no longer shift the place at which a unit switches.",
        ja="隠れ層のバイアスを tanh のあとで足しています。これでは、ユニットが切り替わる位置をずらせません。",
        hints=[
            (
                "What lies inside the parentheses of your tanh?",
                "tanh のかっこの中には何が入っていますか。",
            ),
            (
                "All of a unit's inputs, its bias included, are collected before the unit responds.",
                "ユニットが反応する前に、バイアスも含めてすべての入力が集められます。",
            ),
            (
                "Rounding 2.4 + 0.3 to a whole number gives 3; rounding 2.4 and adding 0.3 then gives 2.3. Before and after a bend are different places.",
                "2.4 + 0.3 を四捨五入すると 3 です。2.4 を四捨五入してから 0.3 を足すと 2.3 です。曲がりの前とあとは別の場所です。",
            ),
        ],
    )
    def bias_after_tanh(parameters, X):
        H = np.tanh(X @ parameters["W1"]) + parameters["b1"]
        return H @ parameters["W2"] + parameters["b2"]

    @misconception(
        "backpropagation",
        en="You squashed with a sigmoid, which never goes below 0. This network uses the tanh.",
        ja="シグモイド関数を使っています。シグモイドは 0 を下回りません。このネットワークで使うのは tanh です。",
        hints=[
            (
                "Can your hidden units become negative? Should they?",
                "あなたの隠れユニットは負の値になりますか。本来はどうでしょうか。",
            ),
            (
                "Two curves of the same S shape, but one runs between 0 and 1 and the other between −1 and 1.",
                "どちらも S 字の曲線ですが、一方は 0 と 1 の間、もう一方は −1 と 1 の間を動きます。",
            ),
            (
                "A light switch is off or on, 0 or 1. A lever goes back or forth, −1 or +1. At rest the lever stands at 0, and a dimmer of the same shape at ½.",
                "電灯のスイッチは切か入、つまり 0 か 1 です。レバーは後ろか前、−1 か +1 です。中立の位置は、レバーなら 0、同じ形の調光器なら ½ です。",
            ),
        ],
    )
    def sigmoid_for_tanh(parameters, X):
        H = 1 / (1 + np.exp(-(X @ parameters["W1"] + parameters["b1"])))
        return H @ parameters["W2"] + parameters["b2"]

    @misconception(
        "backpropagation",
        en="You used the ReLU of an earlier exercise. This network bends with the tanh.",
        ja="前の演習の ReLU を使っています。このネットワークを曲げるのは tanh です。",
        hints=[
            (
                "How large can a hidden unit become in your network?",
                "あなたのネットワークで、隠れユニットの値はどこまで大きくなりますか。",
            ),
            (
                "There are several ways to bend. The formula says which one is meant here.",
                "曲げ方はいくつもあります。ここでどれを使うかは、式に書いてあります。",
            ),
            (
                "A valve that only opens one way lets 7 litres through as 7 and −7 as 0. A spring bends to both sides and never further than it is long.",
                "一方向の弁は、7 L ならそのまま通し、逆向きの 7 L は 0 にします。ばねは両側に曲がり、決まった長さより先へは伸びません。",
            ),
        ],
    )
    def relu_for_tanh(parameters, X):
        H = np.maximum(0, X @ parameters["W1"] + parameters["b1"])
        return H @ parameters["W2"] + parameters["b2"]

    @misconception(
        "backpropagation",
        en="You squashed the inputs, not what the hidden units collect.",
        ja="隠れユニットに集まったものではなく、入力そのものを tanh に通しています。",
        hints=[
            (
                "In which order do the first product and the tanh happen in your code?",
                "コードの中で、最初の積と tanh はどちらが先ですか。",
            ),
            (
                "First a unit listens to everybody, then it bends what it has heard.",
                "ユニットは、まず全員の話を聞き、それから聞いたものを曲げます。",
            ),
            (
                "√(9 + 16) is 5, and √9 + √16 is 7. Adding first or bending first is not the same.",
                "√(9 + 16) は 5 ですが、√9 + √16 は 7 です。先に足すのと先に曲げるのとでは、結果が違います。",
            ),
        ],
    )
    def tanh_of_the_inputs(parameters, X):
        H = np.tanh(X) @ parameters["W1"] + parameters["b1"]
        return H @ parameters["W2"] + parameters["b2"]

    @misconception(
        "backpropagation",
        en="You multiplied with the transposed weights. That only fits when a layer has as many inputs as units, and then every weight sits between the wrong two.",
        ja="重みを転置して掛けています。入力とユニットの数が等しいときしか形が合わず、合ったとしても、重みが別の組の間に入ってしまいます。",
        hints=[
            (
                "Write the shapes under every factor of your products.",
                "積のそれぞれの因子の下に、shape を書いてください。",
            ),
            (
                "Going forward, the weights already lie the right way: a row per input, a column per unit.",
                "順方向では、重みはもう正しい向きに並んでいます。行が入力、列がユニットです。",
            ),
            (
                "A table of fares has a row per start and a column per destination. Read the other way round, the fare from A to B, 300, becomes that from B to A, 450.",
                "運賃表の行は出発駅、列は到着駅です。逆に読むと、A から B への 300 円が、B から A への 450 円になってしまいます。",
            ),
        ],
    )
    def weights_transposed(parameters, X):
        H = np.tanh(X @ parameters["W1"].T + parameters["b1"])
        return H @ parameters["W2"] + parameters["b2"]


class network_loss:
    @misconception(
        "loss",
        en="You added all the squares up, but did not divide by how many there are.",
        ja="2 乗をすべて足しただけで、個数で割っていません。",
        hints=[
            (
                "Give every example twice. Should the loss double?",
                "どの例も 2 回ずつ入れてみてください。損失は 2 倍になるべきでしょうか。",
            ),
            (
                "A sum grows with the amount of data. The last step of a mean is missing.",
                "合計はデータの量とともに増えます。平均を求める最後の一歩が抜けています。",
            ),
            (
                "Ten runners need 400 minutes together. That says nothing until you know there were ten: 40 minutes each.",
                "10 人の走者が合わせて 400 分かかりました。10 人だと分かって初めて意味を持ちます。1 人あたり 40 分です。",
            ),
        ],
    )
    def sum_not_mean(parameters, X, T):
        return np.sum((network_forward(parameters, X) - T) ** 2)

    @misconception(
        "loss",
        en="You divided by the number of examples only; the mean goes over all entries, those of a row included.",
        ja="例の数だけで割っています。平均は、1 行の中の成分も含めて、すべての成分についてとります。",
        hints=[
            (
                "How many squares do you add, and by how many do you divide?",
                "いくつの 2 乗を足して、いくつで割っていますか。",
            ),
            (
                "With one output your answer is right. With more outputs it is too large, by a factor you can name.",
                "出力が一つなら正しい答えです。出力が増えると、ある決まった倍率で大きすぎます。その倍率は何でしょうか。",
            ),
            (
                "A block of 6 floors with 4 flats each uses 480 m³ of water: 80 per floor, but 20 per flat.",
                "6 階建てで各階に 4 戸ある建物が、480 m³ の水を使いました。1 階あたりなら 80 m³、1 戸あたりなら 20 m³ です。",
            ),
        ],
    )
    def per_example(parameters, X, T):
        return np.sum((network_forward(parameters, X) - T) ** 2) / len(X)

    @misconception(
        "loss",
        en="You halved the mean. Some books do so to save a factor later; here the loss has no half.",
        ja="平均を半分にしています。あとで係数を省くためにそうする本もありますが、ここでの損失に ½ は付きません。",
        hints=[
            (
                "Compare your formula with the definition, factor by factor.",
                "あなたの式と定義を、係数まで見比べてください。",
            ),
            (
                "Your valleys lie where they should, but every height is wrong by the same factor.",
                "谷の位置は合っていますが、高さがすべて同じ倍率で違っています。",
            ),
            (
                "A map of 1 : 25 000 read as 1 : 50 000: all the roads are where they are, but a walk of 8 km looks like one of 16.",
                "縮尺 25,000 分の 1 の地図を 50,000 分の 1 だと思って読むと、道の位置は合っていても、8 km の道のりが 16 km に見えます。",
            ),
        ],
    )
    def halved(parameters, X, T):
        return np.mean((network_forward(parameters, X) - T) ** 2) / 2

    @misconception(
        "loss",
        en="You averaged the distances, not their squares.",
        ja="差の絶対値を平均しています。2 乗の平均ではありません。",
        hints=[
            (
                "Double all the errors. By how much does your loss grow, and by how much should it?",
                "誤差をすべて 2 倍にしてみてください。損失は何倍になりますか。本来は何倍でしょうか。",
            ),
            (
                "Absolute and squared errors are two different losses. Only one of them punishes a large miss more than in proportion.",
                "絶対誤差と二乗誤差は別の損失です。大きな外れを、外れた量に比例する以上に罰するのは一方だけです。",
            ),
            (
                "Missing by 1, 1 and 7: the mean distance is 3, the mean square 17. The 7 makes up almost all of the 17.",
                "誤差が 1, 1, 7 のとき、絶対値の平均は 3、2 乗の平均は 17 です。17 のほとんどは 7 から来ています。",
            ),
        ],
    )
    def mean_absolute(parameters, X, T):
        return np.mean(np.abs(network_forward(parameters, X) - T))

    @misconception(
        "loss",
        en="You took a square root at the end, which this loss does not have.",
        ja="最後に平方根をとっています。この損失に平方根はありません。",
        hints=[
            (
                "What is the last thing that your function does?",
                "関数が最後にしていることは何ですか。",
            ),
            (
                "A norm is a length, and a length is a root. The loss is not measured in the units of the answers.",
                "ノルムは長さで、長さには平方根が付きます。この損失の単位は、答えの単位と同じではありません。",
            ),
            (
                "Of 2 and 14 the mean square is (4 + 196) / 2 = 100; its root, 10, is another quantity.",
                "2 と 14 の 2 乗の平均は (4 + 196) / 2 = 100 です。その平方根の 10 は別の量です。",
            ),
        ],
    )
    def root_taken(parameters, X, T):
        return np.sqrt(np.mean((network_forward(parameters, X) - T) ** 2))

    @misconception(
        "loss",
        en="You averaged the errors before squaring: an answer too high here and one too low there cancel.",
        ja="2 乗する前に誤差を平均しています。大きすぎる答えと小さすぎる答えが打ち消し合ってしまいます。",
        hints=[
            (
                "Try two outputs, one too high by 2 and one too low by 2.",
                "一方は 2 だけ大きすぎ、もう一方は 2 だけ小さすぎる、二つの出力で試してください。",
            ),
            (
                "The two steps are in the wrong order. First every error must count, then comes the average.",
                "二つの手順の順番が逆です。まず一つ一つの誤差を数に入れ、それから平均します。",
            ),
            (
                "An archer hits 30 cm left and 30 cm right. On average the arrows are in the centre, and no one is impressed: 0² is 0, but (30² + 30²) / 2 is 900.",
                "矢が的の中心から左に 30 cm、右に 30 cm 外れました。平均すれば中心ですが、誰も感心しません。0² は 0 ですが、(30² + 30²) / 2 は 900 です。",
            ),
        ],
    )
    def square_of_the_mean(parameters, X, T):
        return np.mean(network_forward(parameters, X) - T) ** 2

    @misconception(
        "loss",
        en="You return a loss per example; they still have to become one number.",
        ja="例ごとの損失を返しています。一つの数にまとめる必要があります。",
        hints=[
            (
                "Look at the shape of what you return.",
                "返している値の shape を見てください。",
            ),
            (
                "Whoever walks down a mountain has one height. A list of heights cannot be lowered.",
                "山を下る人の高さは一つです。高さがいくつも並んでいては、下りようがありません。",
            ),
            (
                "Monthly bills of 80, 90 and 100 do not answer “what is the monthly average?”. 90 does.",
                "毎月の料金が 80, 90, 100 だったとします。「月平均は」への答えは、三つの数ではなく 90 です。",
            ),
        ],
    )
    def one_per_example(parameters, X, T):
        return np.mean((network_forward(parameters, X) - T) ** 2, axis=1)

    @misconception(
        "loss",
        en="You subtracted the average error first. An answer that is always wrong by the same amount then looks perfect.",
        ja="先に誤差の平均を引いています。いつも同じだけ外れている答えが、満点に見えてしまいます。",
        hints=[
            (
                "Add 5 to every target. Does your loss notice?",
                "目標をすべて 5 だけ増やしてください。損失は変わりますか。",
            ),
            (
                "How much errors differ from each other is one question, how far they are from zero another.",
                "誤差どうしがどれだけばらついているかと、0 からどれだけ離れているかは、別の問いです。",
            ),
            (
                "Scales that always show 3 kg too much are perfectly consistent: the spread of their error is 0, its mean square 9.",
                "いつも 3 kg 多く出る体重計は、とても安定しています。誤差のばらつきは 0 ですが、2 乗の平均は 9 です。",
            ),
        ],
    )
    def variance(parameters, X, T):
        return np.var(network_forward(parameters, X) - T)


class network_gradients:
    @misconception(
        "backpropagation",
        en="You lost the factor that comes down when the squares of the loss are differentiated.",
        ja="損失の 2 乗を微分したときに前に出てくる係数が抜けています。",
        hints=[
            (
                "Are all your gradients too small by one and the same factor?",
                "勾配がすべて、同じ倍率で小さすぎませんか。",
            ),
            (
                "The way back begins at the loss. Differentiate it by Y once more, term by term.",
                "逆向きの道は損失から始まります。損失を Y で微分するところを、一項ずつやり直してください。",
            ),
            (
                "The slope of u³ is 3u², not u²: at u = 5 it is 75, and a note of 25 would be too small all the way back.",
                "u³ の傾きは u² ではなく 3u² です。u = 5 では 75 です。25 と書いたメモは、最後まで小さすぎるまま届きます。",
            ),
        ],
    )
    def factor_forgotten(parameters, X, T):
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        dY = (H @ parameters["W2"] + parameters["b2"] - T) / T.size
        dA = dY @ parameters["W2"].T * (1 - H**2)
        return {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}

    @misconception(
        "backpropagation",
        en="You forgot that the loss is a mean: these are the gradients of the sum of squares.",
        ja="損失が平均であることを忘れています。これは 2 乗の和の勾配です。",
        hints=[
            (
                "Give every example twice. Should the gradients double?",
                "どの例も 2 回ずつ入れてみてください。勾配は 2 倍になるべきでしょうか。",
            ),
            (
                "What was the very last operation of the forward pass? It is the first one on the way back.",
                "順方向の一番最後の演算は何でしたか。逆向きでは、それが最初になります。",
            ),
            (
                "In a mean of 8 numbers, raising one of them by 16 raises the mean by 2.",
                "8 個の数の平均では、一つを 16 増やすと、平均は 2 増えます。",
            ),
        ],
    )
    def mean_forgotten(parameters, X, T):
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        dY = 2 * (H @ parameters["W2"] + parameters["b2"] - T)
        dA = dY @ parameters["W2"].T * (1 - H**2)
        return {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}

    @misconception(
        "backpropagation",
        en="You divided by the number of examples only, where the loss averages over all entries.",
        ja="例の数だけで割っています。損失は、すべての成分についての平均です。",
        hints=[
            (
                "By how many does the loss divide? By how many do you?",
                "損失はいくつで割っていますか。あなたはいくつで割っていますか。",
            ),
            (
                "With one output everything is right. With two, all gradients are twice what they should be.",
                "出力が一つなら、すべて正しくなります。二つだと、勾配がすべて 2 倍になります。",
            ),
            (
                "A mean over 3 classes of 10 pupils divides by 30. One pupil's 60 points more move it by 2, not by 20.",
                "10 人ずつの 3 クラス全員の平均では、30 で割ります。1 人が 60 点多く取ると平均は 2 点上がります。20 点ではありません。",
            ),
        ],
    )
    def per_example(parameters, X, T):
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        dY = 2 * (H @ parameters["W2"] + parameters["b2"] - T) / len(X)
        dA = dY @ parameters["W2"].T * (1 - H**2)
        return {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}

    @misconception(
        "backpropagation",
        en="Your signs are turned round from the start: target minus answer, where the loss has answer minus target.",
        ja="出発点から符号が逆です。損失は「答え − 目標」なのに、「目標 − 答え」になっています。",
        hints=[
            (
                "If an answer is too high and b2 is raised, does the loss rise or fall? Compare with your sign.",
                "答えが大きすぎるときに b2 を上げると、損失は増えますか、減りますか。あなたの符号と比べてください。",
            ),
            (
                "Inside a square the order does not matter. In its derivative it does.",
                "2 乗の中では引き算の順番はどちらでもかまいません。微分すると、どちらでもよくはなくなります。",
            ),
            (
                "(u − 4)² and (4 − u)² are the same curve. At u = 7 its slope is +6 either way; whoever writes 2·(4 − u) has lost the inner −1.",
                "(u − 4)² と (4 − u)² は同じ曲線です。u = 7 での傾きは、どちらで計算しても +6 です。2·(4 − u) と書いた人は、内側の −1 を忘れています。",
            ),
        ],
    )
    def signs_turned(parameters, X, T):
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        dY = 2 * (T - (H @ parameters["W2"] + parameters["b2"])) / T.size
        dA = dY @ parameters["W2"].T * (1 - H**2)
        return {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}

    @misconception(
        "backpropagation",
        en="You handed the note past the tanh as if it were not there: its local derivative is missing in the first layer.",
        ja="tanh がないかのようにメモを手渡しています。1 層目の勾配に、tanh の局所的な微分が入っていません。",
        hints=[
            (
                "Your second layer is right. List the stations between H and W1.",
                "2 層目は合っています。H から W1 までの間にある駅を、すべて書き出してください。",
            ),
            (
                "Everything that bends the signal forward bends the blame backward. One local derivative is missing.",
                "順方向で信号を曲げるものは、逆向きでは責任を曲げます。局所的な微分が一つ足りません。",
            ),
            (
                "For (2u + 1)³ at u = 1: the outer slope is 27, the inner one 2, together 54. A chain with one link left out is another chain.",
                "(2u + 1)³ の u = 1 では、外側の傾きが 27、内側が 2、合わせて 54 です。鎖の輪を一つ抜くと、別の鎖になります。",
            ),
        ],
    )
    def tanh_skipped(parameters, X, T):
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        dY = 2 * (H @ parameters["W2"] + parameters["b2"] - T) / T.size
        dA = dY @ parameters["W2"].T
        return {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}

    @misconception(
        "backpropagation",
        en="You put the pre-activation where the derivative of the tanh, written as it is, wants the value of the tanh.",
        ja="tanh の微分を tanh の値で表した式に、tanh を通す前の値を入れています。",
        hints=[
            (
                "How large can the slope of the tanh become, and can it be negative? Print yours.",
                "tanh の傾きはどこまで大きくなり、負になることはありますか。あなたの値を表示してください。",
            ),
            (
                "Some derivatives are written with what goes in, others with what comes out. Yours mixes the two.",
                "微分には、入力で書く式と出力で書く式があります。あなたの式では二つが混ざっています。",
            ),
            (
                "The slope of y = √u can be written 1/(2y). At u = 9 that is 1/6; with u put in for y it would be 1/18.",
                "y = √u の傾きは 1/(2y) と書けます。u = 9 では 1/6 です。y のところに u を入れると 1/18 になってしまいます。",
            ),
        ],
    )
    def slope_from_the_pre_activation(parameters, X, T):
        A = X @ parameters["W1"] + parameters["b1"]
        H = np.tanh(A)
        dY = 2 * (H @ parameters["W2"] + parameters["b2"] - T) / T.size
        dA = dY @ parameters["W2"].T * (1 - A**2)
        return {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}

    @misconception(
        "backpropagation",
        en="You applied the tanh a second time: its slope is taken at H, not at what the tanh was given.",
        ja="tanh を 2 回通しています。tanh に入った値ではなく、H での傾きをとっています。",
        hints=[
            (
                "How often does a tanh occur in your code, and how often in the network?",
                "コードには tanh が何回出てきますか。ネットワークの中では何回でしょうか。",
            ),
            (
                "A local derivative belongs to the place at which the function was asked. That is before it answered, not after.",
                "局所的な微分は、関数に尋ねた場所でとるものです。それは答えが出る前の場所で、あとの場所ではありません。",
            ),
            (
                "For u² asked at u = 3, the slope is 6. Taken at the answer, 9, it would be 18.",
                "u² に u = 3 を入れたときの傾きは 6 です。答えの 9 のところで傾きをとると 18 になってしまいます。",
            ),
        ],
    )
    def slope_at_the_output(parameters, X, T):
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        dY = 2 * (H @ parameters["W2"] + parameters["b2"] - T) / T.size
        dA = dY @ parameters["W2"].T * (1 - np.tanh(H) ** 2)
        return {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}

    @misconception(
        "backpropagation",
        en="You used the derivative of the sigmoid for the tanh.",
        ja="tanh に対して、シグモイド関数の微分を使っています。",
        hints=[
            (
                "Take H = 0, the middle of the curve. Which slope do you get, and which has the tanh there?",
                "曲線の真ん中、H = 0 で考えてください。あなたの式では傾きがいくつになりますか。tanh の本当の傾きはいくつですか。",
            ),
            (
                "The two curves look alike, but each has a derivative of its own. Yours can even be negative.",
                "二つの曲線は形が似ていますが、微分は別々です。あなたの式では、傾きが負になることさえあります。",
            ),
            (
                "sin and cos look alike, too, shifted a little. At 0 their slopes are 1 and 0.",
                "sin と cos も、少しずらせば同じ形です。それでも 0 での傾きは 1 と 0 で、違います。",
            ),
        ],
    )
    def slope_of_the_sigmoid(parameters, X, T):
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        dY = 2 * (H @ parameters["W2"] + parameters["b2"] - T) / T.size
        dA = dY @ parameters["W2"].T * H * (1 - H)
        return {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}

    @misconception(
        "backpropagation",
        en="You averaged the biases' notes over the examples. But the average is already in them.",
        ja="バイアスへのメモを例について平均しています。しかし、平均はすでにメモの中に入っています。",
        hints=[
            (
                "Your weights are right and your biases are too small. By which factor?",
                "重みは合っていて、バイアスの勾配だけが小さすぎます。何分の 1 になっていますか。",
            ),
            (
                "A bias is used by every example, and collects a note from each. Which operation collects?",
                "バイアスはすべての例で使われ、そのすべてからメモを受け取ります。集めるのはどんな演算でしょうか。",
            ),
            (
                "Four people each owe you a quarter of a 1200 yen bill, 300 yen. Together they bring 1200, not 300.",
                "1200 円の会計を 4 人で割り、1 人 300 円ずつ受け取ります。集まるお金は 300 円ではなく 1200 円です。",
            ),
        ],
    )
    def biases_averaged(parameters, X, T):
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        dY = 2 * (H @ parameters["W2"] + parameters["b2"] - T) / T.size
        dA = dY @ parameters["W2"].T * (1 - H**2)
        return {"W1": X.T @ dA, "b1": dA.mean(axis=0), "W2": H.T @ dY, "b2": dY.mean(axis=0)}

    @misconception(
        "backpropagation",
        en="You summed the biases' notes over the units and kept the examples: there is a number per example where one per unit belongs.",
        ja="バイアスへのメモを、例ではなくユニットについて足しています。ユニットごとの数が要るところに、例ごとの数が並んでいます。",
        hints=[
            (
                "Compare the shapes of your bias gradients with those of the biases.",
                "バイアスの勾配の shape と、バイアスの shape を比べてください。",
            ),
            (
                "A gradient has the shape of its parameter. Along which axis were the biases copied going forward?",
                "勾配はパラメータと同じ形になります。順方向で、バイアスはどの軸に沿ってコピーされましたか。",
            ),
            (
                "Three shops sell for 10, 20 and 30 on Monday and 1, 2 and 3 on Tuesday. Per shop that is 11, 22 and 33; per day, 60 and 6.",
                "3 軒の店の売り上げが、月曜は 10, 20, 30、火曜は 1, 2, 3 でした。店ごとの合計は 11, 22, 33、日ごとの合計は 60, 6 です。",
            ),
        ],
    )
    def biases_over_the_wrong_axis(parameters, X, T):
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        dY = 2 * (H @ parameters["W2"] + parameters["b2"] - T) / T.size
        dA = dY @ parameters["W2"].T * (1 - H**2)
        return {"W1": X.T @ dA, "b1": dA.sum(axis=1), "W2": H.T @ dY, "b2": dY.sum(axis=1)}

    @misconception(
        "backpropagation",
        en="You did not ask how the error reaches the hidden units: every unit gets the same blame, whatever its outgoing weights are.",
        ja="誤差が隠れユニットにどう伝わるかを見ていません。出ていく重みに関係なく、どのユニットにも同じ責任を負わせています。",
        hints=[
            (
                "Set a unit's outgoing weights to zero. It cannot be to blame for anything then. Is it, with you?",
                "あるユニットから出る重みを 0 にしてください。そのユニットに責任はないはずです。あなたの関数ではどうですか。",
            ),
            (
                "A note is multiplied by a local derivative at every step back. What is the local derivative of Y by H?",
                "メモは、一段戻るごとに局所的な微分を掛けられます。Y の H についての局所的な微分は何でしょうか。",
            ),
            (
                "For 5a + 2b, a note of 10 to the sum becomes 50 for a and 20 for b. 10 for both would forget who speaks how loudly.",
                "5a + 2b の和に届いた 10 というメモは、a には 50、b には 20 となって届きます。どちらにも 10 では、声の大きさの違いが消えてしまいます。",
            ),
        ],
    )
    def same_blame_for_all(parameters, X, T):
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        dY = 2 * (H @ parameters["W2"] + parameters["b2"] - T) / T.size
        dA = dY.sum(axis=1, keepdims=True) * (1 - H**2)
        return {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}

    @misconception(
        "backpropagation",
        en="You moved W2 before you passed the note on through it: the hidden units are blamed by way of weights that were not used.",
        ja="メモを通す前に W2 を動かしています。使われていなかった重みを通して、隠れユニットに責任が伝わっています。",
        hints=[
            (
                "Which values of W2 made the answer Y, and which values carry your note back?",
                "答え Y を作ったのは W2 のどの値ですか。メモを運んでいるのはどの値ですか。",
            ),
            (
                "All gradients belong to one and the same point. Nobody moves before everybody has been told.",
                "勾配はすべて、同じ一つの点でのものです。全員に伝わるまで、誰も動いてはいけません。",
            ),
            (
                "For a·b at a = 2, b = 5 the slopes are 5 and 2. If a first moves to 3 and b is asked then, it hears 3: the slope of another place.",
                "a·b の a = 2, b = 5 での傾きは 5 と 2 です。先に a を 3 に動かしてから b の傾きを調べると 3 になり、別の場所の傾きになってしまいます。",
            ),
        ],
    )
    def through_moved_weights(parameters, X, T):
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        dY = 2 * (H @ parameters["W2"] + parameters["b2"] - T) / T.size
        dW2 = H.T @ dY
        W2 = parameters["W2"] - 0.1 * dW2
        dA = dY @ W2.T * (1 - H**2)
        return {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": dW2, "b2": dY.sum(axis=0)}

    @misconception(
        "backpropagation",
        en="You computed the gradient of W2 with what the hidden units collected, not with what they sent.",
        ja="W2 の勾配を、隠れユニットが送り出した値ではなく、集めた値(tanh を通す前)で計算しています。",
        hints=[
            (
                "What is W2 multiplied with, going forward?",
                "順方向で、W2 は何と掛けられていますか。",
            ),
            (
                "A weight's blame is the note that arrives, times what the weight was fed with. You took the value of an earlier station.",
                "重みの責任は「届いたメモ」掛ける「その重みに入ってきたもの」です。一つ手前の駅の値を使っています。",
            ),
            (
                "For w·√u at u = 16 the slope by w is 4, for 4 is what w is multiplied with. 16 is what went into the root.",
                "w·√u の u = 16 での w についての傾きは 4 です。w に掛かっているのは 4 だからです。16 は平方根に入る前の値です。",
            ),
        ],
    )
    def fed_with_the_pre_activation(parameters, X, T):
        A = X @ parameters["W1"] + parameters["b1"]
        H = np.tanh(A)
        dY = 2 * (H @ parameters["W2"] + parameters["b2"] - T) / T.size
        dA = dY @ parameters["W2"].T * (1 - H**2)
        return {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": A.T @ dY, "b2": dY.sum(axis=0)}

    @misconception(
        "backpropagation",
        en="You left the hidden biases without blame: their gradient is always zero, and they would never learn.",
        ja="隠れ層のバイアスに責任が届いていません。勾配がいつも 0 で、これでは学習できません。",
        hints=[
            (
                "Move b1 a little and watch the loss.",
                "b1 を少し動かして、損失を観察してください。",
            ),
            (
                "Every parameter that the answer depends on has a gradient. The note that it needs is already at hand.",
                "答えに影響するパラメータには、必ず勾配があります。必要なメモは、もう手元にあります。",
            ),
            (
                "For (3u + c)² at u = 1, c = 2 the slope by c is 10. A constant that is added inside still counts.",
                "(3u + c)² の u = 1, c = 2 での c についての傾きは 10 です。内側に足されたものも効いてきます。",
            ),
        ],
    )
    def hidden_bias_without_blame(parameters, X, T):
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        dY = 2 * (H @ parameters["W2"] + parameters["b2"] - T) / T.size
        dA = dY @ parameters["W2"].T * (1 - H**2)
        return {
            "W1": X.T @ dA,
            "b1": np.zeros_like(parameters["b1"]),
            "W2": H.T @ dY,
            "b2": dY.sum(axis=0),
        }

    @misconception(
        "backpropagation",
        en="You return the parameters after a step, not the gradients. Walking comes later.",
        ja="勾配ではなく、一歩進んだあとのパラメータを返しています。歩くのはまだ先です。",
        hints=[
            (
                "Where the answers are perfect, all gradients are zero. Are yours?",
                "答えが完全に正しければ、勾配はすべて 0 です。あなたの答えもそうなりますか。",
            ),
            (
                "A slope and the place that it leads to are two things. Nobody has said yet how long the step shall be.",
                "傾きと、傾きに従って進んだ先とは、別のものです。歩幅はまだ決まっていません。",
            ),
            (
                "At kilometre 12 the road falls by 80 m per km. “12.1 km” is where you are after a step; the slope is −80.",
                "12 km 地点で、道は 1 km あたり 80 m 下っています。「12.1 km」は一歩進んだあとの位置で、傾きは −80 です。",
            ),
        ],
    )
    def already_updated(parameters, X, T):
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        dY = 2 * (H @ parameters["W2"] + parameters["b2"] - T) / T.size
        dA = dY @ parameters["W2"].T * (1 - H**2)
        slopes = {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}
        return {name: parameters[name] - 0.1 * slope for name, slope in slopes.items()}


class gradient_check:
    @misconception(
        "partial-derivative",
        en="You return the distance itself, not its relation to the size of the gradients: where slopes are steep, even a good gradient looks bad.",
        ja="勾配の大きさと比べずに、距離そのものを返しています。傾きが急なところでは、良い勾配でも悪く見えます。",
        hints=[
            (
                "Multiply f and the gradient by 1000. Should the verdict change?",
                "f と勾配をどちらも 1000 倍してください。判定は変わるべきでしょうか。",
            ),
            (
                "“Off by 3” means nothing until one knows: 3 of how much?",
                "「3 だけ違う」と言われても、全体がいくつなのかが分からなければ意味がありません。",
            ),
            (
                "A mistake of 1 cm in a door of 200 cm is half a per cent; in a screw of 2 cm it is half of it.",
                "200 cm の扉での 1 cm の誤差は 0.5 % ですが、2 cm のねじでは 50 % です。",
            ),
        ],
    )
    def not_relative(f, gradient, point, step=1e-5):
        nudges = step * np.eye(len(point))
        measured = np.array([(f(point + e) - f(point - e)) / (2 * step) for e in nudges])
        return np.linalg.norm(gradient - measured)

    @misconception(
        "partial-derivative",
        en="You compared with the size of the measured gradient alone. The result is no longer the same when the two gradients change places, and can exceed 1.",
        ja="測った勾配の大きさだけと比べています。二つの勾配を入れ替えると値が変わり、1 を超えることもあります。",
        hints=[
            (
                "Where in your formula does the size of the given gradient count?",
                "あなたの式で、渡された勾配の大きさはどこに効いていますか。",
            ),
            (
                "A fair comparison treats both alike. What stands below the fraction line in the definition?",
                "公平な比較では、どちらも同じように扱います。定義の分母には何がありますか。",
            ),
            (
                "From 50 to 80 it is 60 % more, from 80 to 50 it is 37.5 % less. Related to both together, 30 of 130, it is 23 % either way.",
                "50 から 80 へは 60 % の増加、80 から 50 へは 37.5 % の減少です。両方を合わせた 130 に対する 30 と見れば、どちらからでも 23 % です。",
            ),
        ],
    )
    def relative_to_one_of_them(f, gradient, point, step=1e-5):
        nudges = step * np.eye(len(point))
        measured = np.array([(f(point + e) - f(point - e)) / (2 * step) for e in nudges])
        size = np.linalg.norm(measured)
        off = np.linalg.norm(gradient - measured)
        return off / size if size else float(off > 0)

    @misconception(
        "partial-derivative",
        en="You took the norm of the sum of both gradients, not the sum of their norms: opposite gradients cancel below the line.",
        ja="ノルムの和ではなく、和のノルムをとっています。逆向きの勾配が分母で打ち消し合います。",
        hints=[
            (
                "Check a gradient with all its signs turned round. How large is your denominator?",
                "符号をすべて逆にした勾配を調べてください。分母はどのくらいの大きさになりますか。",
            ),
            (
                "Two steps are exchanged below the fraction line: measuring lengths, and adding.",
                "分母で、「長さを測る」ことと「足す」ことの順番が入れ替わっています。",
            ),
            (
                "Walking 3 km east and 3 km back makes 6 km of way, and 0 km of distance.",
                "東へ 3 km 歩いて 3 km 戻ると、歩いた道のりは 6 km ですが、出発点からの距離は 0 km です。",
            ),
        ],
    )
    def norm_of_the_sum(f, gradient, point, step=1e-5):
        nudges = step * np.eye(len(point))
        measured = np.array([(f(point + e) - f(point - e)) / (2 * step) for e in nudges])
        size = np.linalg.norm(gradient + measured)
        return np.linalg.norm(gradient - measured) / size if size else 0.0

    @misconception(
        "partial-derivative",
        en="You left the squares under the norms: no square roots, so every error looks smaller than it is.",
        ja="ノルムの平方根をとらず、2 乗のままにしています。誤差が実際より小さく見えます。",
        hints=[
            (
                "Give a gradient that is three times the right one. The result should be ½; what is yours?",
                "正しい勾配を 3 倍したものを渡してください。結果は ½ になるはずですが、あなたの関数ではいくつですか。",
            ),
            (
                "A sum of squares is not yet a length.",
                "2 乗の和は、まだ長さではありません。",
            ),
            (
                "For (5, 12) the sum of squares is 169, the length 13. A ratio of 1 to 10 in lengths is 1 to 100 in squares.",
                "(5, 12) の 2 乗の和は 169、長さは 13 です。長さの比が 1 対 10 なら、2 乗の比は 1 対 100 です。",
            ),
        ],
    )
    def squares_for_norms(f, gradient, point, step=1e-5):
        nudges = step * np.eye(len(point))
        measured = np.array([(f(point + e) - f(point - e)) / (2 * step) for e in nudges])
        size = np.sum(gradient**2) + np.sum(measured**2)
        return np.sum((gradient - measured) ** 2) / size if size else 0.0

    @misconception(
        "partial-derivative",
        en="You compared coordinate by coordinate and averaged. A knob with almost no slope then counts as much as the steepest one.",
        ja="座標ごとに比べてから平均しています。傾きがほとんどないつまみが、最も急なつまみと同じ重みになってしまいます。",
        hints=[
            (
                "Try a gradient with one large and one tiny entry, and get only the tiny one wrong.",
                "大きな成分と小さな成分が一つずつある勾配で、小さいほうだけを間違えてみてください。",
            ),
            (
                "The definition asks for one fraction with norms in it, not for a mean of many fractions.",
                "定義にあるのは、ノルムを含む一つの分数です。たくさんの分数の平均ではありません。",
            ),
            (
                "A shop sold 1 of 2 umbrellas and 90 of 98 books. The mean of 50 % and 92 % is 71 %; of all 100 things it sold 91 %.",
                "店で傘が 2 本中 1 本、本が 98 冊中 90 冊売れました。50 % と 92 % の平均は 71 % ですが、100 点全体では 91 % が売れています。",
            ),
        ],
    )
    def mean_of_the_coordinates(f, gradient, point, step=1e-5):
        nudges = step * np.eye(len(point))
        measured = np.array([(f(point + e) - f(point - e)) / (2 * step) for e in nudges])
        off, size = np.abs(gradient - measured), np.abs(gradient) + np.abs(measured)
        return np.mean(np.divide(off, size, out=np.zeros_like(off), where=size > 0))

    @misconception(
        "partial-derivative",
        en="You looked to one side only when you measured: a forward instead of a central difference. The checker is then less exact than what it checks.",
        ja="測るときに片側しか見ていません。中心差分ではなく前進差分です。これでは、調べる側のほうが不正確になってしまいます。",
        hints=[
            (
                "At which points do you ask f, and where does p lie between them?",
                "f をどの点で呼び出していますか。p はその間のどこにありますか。",
            ),
            (
                "The slope of a chord belongs to its middle. Is the middle of yours at p?",
                "2 点を結ぶ直線の傾きは、2 点の真ん中での傾きを表します。あなたの 2 点の真ん中は p ですか。",
            ),
            (
                "For u² at u = 10 with step 2: ahead only, (144 − 100) / 2 = 22. The slope is 20.",
                "u² の u = 10 で歩幅 2 とします。前だけを見ると (144 − 100) / 2 = 22 ですが、本当の傾きは 20 です。",
            ),
        ],
    )
    def one_sided(f, gradient, point, step=1e-5):
        nudges = step * np.eye(len(point))
        middle = f(point)
        measured = np.array([(f(point + e) - middle) / step for e in nudges])
        size = np.linalg.norm(gradient) + np.linalg.norm(measured)
        return np.linalg.norm(gradient - measured) / size if size else 0.0

    @misconception(
        "partial-derivative",
        en="You divided by one step, but the two points lie two steps apart: a right gradient is told that it is wrong.",
        ja="歩幅 1 つ分で割っていますが、2 点は歩幅 2 つ分離れています。正しい勾配まで「間違い」と判定してしまいます。",
        hints=[
            (
                "Check the right gradient of a function that you know. Does your result come close to 0?",
                "よく知っている関数の正しい勾配を調べてください。結果は 0 に近くなりますか。",
            ),
            (
                "Rise over run: is your run the whole way between the two points?",
                "傾きは「高さの差 ÷ 進んだ距離」です。2 点の間の距離を全部数えていますか。",
            ),
            (
                "From 3 hours before noon to 3 hours after, a train covers 480 km: that is in 6 hours, 80 km/h, not 160.",
                "正午の 3 時間前から 3 時間後までに、電車が 480 km 進みました。かかったのは 6 時間なので、時速は 160 km ではなく 80 km です。",
            ),
        ],
    )
    def step_not_doubled(f, gradient, point, step=1e-5):
        nudges = step * np.eye(len(point))
        measured = np.array([(f(point + e) - f(point - e)) / step for e in nudges])
        size = np.linalg.norm(gradient) + np.linalg.norm(measured)
        return np.linalg.norm(gradient - measured) / size if size else 0.0

    @misconception(
        "partial-derivative",
        en="You moved all the knobs at once every time: each slope that you measured is the slopes of everybody, blended.",
        ja="毎回すべてのつまみを同時に動かしています。測った傾きのどれにも、全員の傾きが混ざっています。",
        hints=[
            (
                "Print the slopes that you measured. Are they all the same?",
                "測った傾きを表示してください。すべて同じ値になっていませんか。",
            ),
            (
                "Adding a number to a NumPy array moves every coordinate. Which ones should have stood still?",
                "NumPy の配列に数を足すと、すべての座標が動きます。止まっているべきなのはどれでしょうか。",
            ),
            (
                "For 4a + 6b, moving both knobs measures 10, twice. One at a time it is 4 and 6.",
                "4a + 6b で両方のつまみを動かすと、2 回とも 10 と測れます。一つずつ動かせば 4 と 6 です。",
            ),
        ],
    )
    def all_moved(f, gradient, point, step=1e-5):
        measured = np.array([(f(point + step) - f(point - step)) / (2 * step) for _ in point])
        size = np.linalg.norm(gradient) + np.linalg.norm(measured)
        return np.linalg.norm(gradient - measured) / size if size else 0.0

    @misconception(
        "partial-derivative",
        en="You divide zero by zero where both gradients are zero, and answer nan where nothing is wrong.",
        ja="どちらの勾配も 0 のときに 0 を 0 で割り、何も間違っていないのに nan を返しています。",
        hints=[
            (
                "Try a function that is constant, with the gradient that it has.",
                "定数の関数と、その勾配で試してください。",
            ),
            (
                "One case was to be settled separately, because the fraction has no value there.",
                "分数が値を持たない場合が一つあり、それは別に扱うことになっています。",
            ),
            (
                "Two shops both raised their price by 0 yen. “Which share of the rises is whose?” is 0/0; what people want to hear is: no difference.",
                "二つの店の値上げ額がどちらも 0 円でした。「違いは値上げ額の何割か」は 0/0 です。知りたいのは「違いはない」という答えです。",
            ),
        ],
    )
    def zero_by_zero(f, gradient, point, step=1e-5):
        nudges = step * np.eye(len(point))
        measured = np.array([(f(point + e) - f(point - e)) / (2 * step) for e in nudges])
        return np.linalg.norm(gradient - measured) / (
            np.linalg.norm(gradient) + np.linalg.norm(measured)
        )

    @misconception(
        "partial-derivative",
        en="You added a small number to the denominator to be safe. It changes every result a little, and hides errors in small gradients altogether.",
        ja="念のため分母に小さな数を足しています。結果がすべて少しずつずれ、小さな勾配の誤りは見えなくなってしまいます。",
        hints=[
            (
                "Check a wrong gradient of a function whose slopes are about 0.000001.",
                "傾きが 0.000001 くらいの関数について、間違った勾配を調べてみてください。",
            ),
            (
                "Only one single case needs protection. Everywhere else the denominator is fine as it is.",
                "守らなければならない場合は、一つだけです。それ以外では、分母はそのままで問題ありません。",
            ),
            (
                "Scales on which a 100 g weight is left “so that they never show zero”: 300 g of flour look like 400, and a 2 g letter like 102.",
                "「0 と表示されないように」100 g のおもりを載せたままのはかりでは、300 g の小麦粉が 400 g に、2 g の手紙が 102 g になります。",
            ),
        ],
    )
    def small_number_added(f, gradient, point, step=1e-5):
        nudges = step * np.eye(len(point))
        measured = np.array([(f(point + e) - f(point - e)) / (2 * step) for e in nudges])
        size = np.linalg.norm(gradient) + np.linalg.norm(measured)
        return np.linalg.norm(gradient - measured) / (size + 1e-6)

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
                "Assigning to an element writes into the array that you were given. Every later slope is then measured somewhere else.",
                "要素に代入すると、渡された配列そのものに書きこまれます。そのあとの傾きは、別の場所で測ることになります。",
            ),
            (
                "Whoever tries on three hats puts each back before the next. Otherwise, at the third mirror there are three hats on one head.",
                "帽子を三つ試着するときは、次をかぶる前に前の帽子を戻します。戻さないと、三つ目を試すころには頭に帽子が三つ重なっています。",
            ),
        ],
    )
    def point_changed(f, gradient, point, step=1e-5):
        measured = np.zeros(len(point))
        for i in range(len(point)):
            middle = point[i]
            point[i] = middle + step
            right = f(point)
            point[i] = middle - step
            measured[i] = (right - f(point)) / (2 * step)
        size = np.linalg.norm(gradient) + np.linalg.norm(measured)
        return np.linalg.norm(gradient - measured) / size if size else 0.0

    @misconception(
        "partial-derivative",
        en="You always measure with the step 0.00001, whichever step you are given.",
        ja="どんな歩幅を渡されても、いつも 0.00001 で測っています。",
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
                "For u³ at u = 2 the central difference is 12.01 with step 0.1, and 12.25 with step 0.5. The caller wants to see exactly that.",
                "u³ の u = 2 での中心差分は、歩幅 0.1 なら 12.01、0.5 なら 12.25 です。呼び出した側は、まさにその違いを見たいのです。",
            ),
        ],
    )
    def step_ignored(f, gradient, point, step=1e-5):
        nudges = 1e-5 * np.eye(len(point))
        measured = np.array([(f(point + e) - f(point - e)) / 2e-5 for e in nudges])
        size = np.linalg.norm(gradient) + np.linalg.norm(measured)
        return np.linalg.norm(gradient - measured) / size if size else 0.0

    @misconception(
        "cost",
        en="You average a forward and a backward difference. The value is right, but f at the point itself cancels and was asked for nothing.",
        ja="前進差分と後退差分を平均しています。値は正しいのですが、元の点での f は打ち消し合うので、尋ねる必要がありませんでした。",
        hints=[
            (
                "Count how often f is called per coordinate, and at which points.",
                "座標一つにつき f を何回、どの点で呼び出しているかを数えてください。",
            ),
            (
                "Write the average of your two fractions as one fraction. Which value of f is left over in it?",
                "二つの分数の平均を、一つの分数にまとめてください。f のどの値が残りますか。",
            ),
            (
                "From the 2nd to the 5th floor and from the 5th to the 9th: 3 + 4 = 7 floors, which is 9 − 2. Where you changed lifts does not matter.",
                "2 階から 5 階、5 階から 9 階へ上がりました。3 + 4 = 7 階分で、これは 9 − 2 です。どの階でエレベーターを乗り換えたかは関係ありません。",
            ),
        ],
    )
    def average_of_both_sides(f, gradient, point, step=1e-5):
        measured = np.zeros(len(point))
        for i, e in enumerate(step * np.eye(len(point))):
            middle = f(point)
            ahead, behind = (f(point + e) - middle) / step, (middle - f(point - e)) / step
            measured[i] = (ahead + behind) / 2
        size = np.linalg.norm(gradient) + np.linalg.norm(measured)
        return np.linalg.norm(gradient - measured) / size if size else 0.0

    @misconception(
        "cost",
        en="You measure the whole gradient anew for every coordinate: the work grows with the square of the number of knobs.",
        ja="座標ごとに勾配全体を測り直しています。手間が、つまみの数の 2 乗で増えていきます。",
        hints=[
            (
                "Double the number of coordinates. How many times more calls of f are there?",
                "座標の数を 2 倍にしてください。f の呼び出しは何倍になりますか。",
            ),
            (
                "A loop inside a loop: which of the two is needed once only?",
                "ループの中にループがあります。一度だけで済むのはどちらでしょうか。",
            ),
            (
                "To fill a list with the weights of 12 eggs, one weighing each is 12. Weighing all 12 again for every line of the list makes 144.",
                "12 個の卵の重さを表に書くには、1 個ずつ量って 12 回です。1 行書くたびに 12 個とも量り直せば 144 回になります。",
            ),
        ],
    )
    def all_measured_for_each(f, gradient, point, step=1e-5):
        def whole():
            nudges = step * np.eye(len(point))
            return [(f(point + e) - f(point - e)) / (2 * step) for e in nudges]

        measured = np.array([whole()[i] for i in range(len(point))])
        size = np.linalg.norm(gradient) + np.linalg.norm(measured)
        return np.linalg.norm(gradient - measured) / size if size else 0.0

    @misconception(
        "cost",
        en="You measure the gradient once for the numerator and once more for the denominator.",
        ja="分子のために勾配を測り、分母のためにもう一度測っています。",
        hints=[
            (
                "How often is the measuring part of your code run?",
                "コードの中で、測る部分は何回実行されていますか。",
            ),
            (
                "Both times the same comes out. What is needed twice wants a name.",
                "2 回とも同じ値になります。2 回使うものには名前を付けておきましょう。",
            ),
            (
                "To write 47 × 53 into two boxes of a form, one multiplies once and copies 2491.",
                "用紙の二つの欄に 47 × 53 の答えを書くなら、一度だけ計算し、2491 を書き写します。",
            ),
        ],
    )
    def measured_twice(f, gradient, point, step=1e-5):
        def measured():
            nudges = step * np.eye(len(point))
            return np.array([(f(point + e) - f(point - e)) / (2 * step) for e in nudges])

        size = np.linalg.norm(gradient) + np.linalg.norm(measured())
        return np.linalg.norm(gradient - measured()) / size if size else 0.0

    @misconception(
        "cost",
        en="You ask f at the point itself before you measure, and never use the answer.",
        ja="測る前に元の点で f に尋ねていますが、その答えを使っていません。",
        hints=[
            (
                "Which value of f in your code is never used again?",
                "コードの中で、一度も使われていない f の値はどれですか。",
            ),
            (
                "A central difference looks to the left and to the right. What does it know about the middle?",
                "中心差分は左と右を見ます。真ん中について、何か使っているでしょうか。",
            ),
            (
                "To learn how wide a river is you need both banks. A buoy thrown into the middle costs a boat and tells nothing.",
                "川の幅を知るには両岸が分かれば足ります。真ん中に浮きを置くには舟が要りますが、何の役にも立ちません。",
            ),
        ],
    )
    def middle_asked_for_nothing(f, gradient, point, step=1e-5):
        middle = f(point)
        nudges = step * np.eye(len(point))
        measured = np.array([(f(point + e) - f(point - e)) / (2 * step) for e in nudges])
        size = np.linalg.norm(gradient) + np.linalg.norm(measured)
        return np.linalg.norm(gradient - measured) / size if size else 0.0
