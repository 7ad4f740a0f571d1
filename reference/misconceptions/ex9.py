"""ex9: wrong answers, one misunderstanding each."""

import numpy as np

from reference.catalogue import misconception


class initialise:
    @misconception(
        "training",
        en="All weights start at zero, so all hidden units are alike, and stay alike for ever.",
        ja="重みがすべて 0 から始まっています。隠れユニットはみな同じで、いつまでも同じままです。",
        hints=[
            (
                "Work out the gradients of two hidden units with the same weights. Do they differ?",
                "同じ重みを持つ二つの隠れユニットの勾配を求めてみてください。違いはありますか。",
            ),
            (
                "Zero is right for one kind of knob. The other kind must break the symmetry.",
                "0 でよいつまみもあります。けれども、対称性を破る役目のつまみは 0 では困ります。",
            ),
            (
                "Two twins who get the same lessons, the same questions and the same blame answer alike in year 1 and in year 12.",
                "同じ授業、同じ質問、同じ叱られ方をした双子は、1 年生でも 12 年生でも同じ答えを書きます。",
            ),
        ],
    )
    def all_zero(sizes, seed):
        D, H, M = sizes
        return {
            "W1": np.zeros((D, H)),
            "b1": np.zeros(H),
            "W2": np.zeros((H, M)),
            "b2": np.zeros(M),
        }

    @misconception(
        "training",
        en="The weights have standard deviation 1, however many inputs their layer has.",
        ja="層への入力がいくつあっても、重みの標準偏差が 1 のままです。",
        hints=[
            (
                "Print the standard deviation of your weights for 4 inputs and for 400.",
                "入力が 4 個のときと 400 個のときの、重みの標準偏差を表示してみてください。",
            ),
            (
                "The more terms a sum has, the larger it gets. What must the terms do, so that tanh does not saturate?",
                "足す項が増えるほど、和は大きくなります。tanh が飽和しないためには、一つ一つの項はどうあるべきでしょうか。",
            ),
            (
                "Toss 100 coins for +1 or −1 each: the sum is typically ±10, not ±1. Of 10 000 coins it is ±100.",
                "+1 か −1 のコインを 100 枚投げると、和はふつう ±10 くらいになります。±1 ではありません。10 000 枚なら ±100 です。",
            ),
        ],
    )
    def not_scaled(sizes, seed):
        D, H, M = sizes
        rng = np.random.default_rng(seed)
        W1, W2 = rng.normal(size=(D, H)), rng.normal(size=(H, M))
        return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(M)}

    @misconception(
        "training",
        en="You divided by the number of inputs itself: the root is missing, and the weights are far too small.",
        ja="入力の個数そのもので割っています。平方根を忘れているので、重みが小さすぎます。",
        hints=[
            (
                "For 100 inputs, which standard deviation do you get, and which is asked for?",
                "入力が 100 個のとき、あなたの標準偏差はいくつで、求められているのはいくつですか。",
            ),
            (
                "Variances of independent numbers add up, standard deviations do not. Compare the two powers of the number of inputs.",
                "独立な数では、足し合わされるのは分散です。標準偏差ではありません。入力の個数の何乗で割るのかを見比べてください。",
            ),
            (
                "A drunkard's 49 steps of 1 m bring him about 7 m away, not 49: randomness grows with the root.",
                "酔っぱらいが 1 m の歩幅で 49 歩進んでも、離れるのは約 7 m です。49 m ではありません。ばらつきは平方根で増えます。",
            ),
        ],
    )
    def root_forgotten(sizes, seed):
        D, H, M = sizes
        rng = np.random.default_rng(seed)
        W1, W2 = rng.normal(0, 1 / D, (D, H)), rng.normal(0, 1 / H, (H, M))
        return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(M)}

    @misconception(
        "training",
        en="You counted the outputs of each layer where its inputs are meant.",
        ja="層への入力の個数を使うところで、出力の個数を使っています。",
        hints=[
            (
                "How many terms does the sum have that arrives at one hidden unit?",
                "一つの隠れユニットに届く和には、項がいくつありますか。",
            ),
            (
                "A matrix has two sizes. One of them says how much is added up, and it is not the one you took.",
                "行列には大きさが二つあります。足し合わせる個数を表すのは、あなたが使ったほうではありません。",
            ),
            (
                "6 teachers' boxes get 25 letters each: how full a box is depends on the 25 that arrive in it, not on there being 6 boxes.",
                "先生 6 人の郵便受けに、それぞれ 25 通が届きます。一つの箱のふくらみ方を決めるのは 25 通のほうで、箱の数の 6 ではありません。",
            ),
        ],
    )
    def outputs_counted(sizes, seed):
        D, H, M = sizes
        rng = np.random.default_rng(seed)
        W1, W2 = rng.normal(size=(D, H)) / np.sqrt(H), rng.normal(size=(H, M)) / np.sqrt(M)
        return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(M)}

    @misconception(
        "training",
        en="Your uniform numbers reach as far as the standard deviation should be. Their own standard deviation is smaller than their reach.",
        ja="一様乱数の範囲の端を、標準偏差と取り違えています。一様乱数の標準偏差は、端までの幅より小さくなります。",
        hints=[
            (
                "Draw many uniform numbers between −1 and 1, and compute their standard deviation.",
                "−1 から 1 までの一様乱数をたくさん作り、標準偏差を計算してみてください。",
            ),
            (
                "Most numbers lie well inside the interval, so the typical distance from 0 is less than half its width.",
                "ほとんどの数は区間の内側にあります。0 からの典型的な隔たりは、端までの幅より短くなります。",
            ),
            (
                "A bus that comes every 12 minutes: you wait up to 12, but your waiting times spread by 3.46 minutes around their mean of 6.",
                "12 分おきのバスでは、最長 12 分待ちます。けれども待ち時間の標準偏差は、平均 6 分のまわりの 3.46 分です。",
            ),
        ],
    )
    def reach_for_spread(sizes, seed):
        D, H, M = sizes
        rng = np.random.default_rng(seed)
        a, b = 1 / np.sqrt(D), 1 / np.sqrt(H)
        W1, W2 = rng.uniform(-a, a, (D, H)), rng.uniform(-b, b, (H, M))
        return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(M)}

    @misconception(
        "training",
        en="All weights are positive: their mean is not 0.",
        ja="重みがすべて正です。平均が 0 になっていません。",
        hints=[
            (
                "Count how many of your weights are negative.",
                "あなたの重みのうち、負のものはいくつありますか。",
            ),
            (
                "Some random numbers are drawn between 0 and something. Which interval is meant here?",
                "0 から始まる範囲の乱数になっています。ここで必要なのは、どのような範囲でしょうか。",
            ),
            (
                "A jury whose 9 members all vote yes by habit, some loudly and some softly, says yes to everything.",
                "9 人の審査員が、声の大小はあっても全員いつも賛成するなら、何を見せても賛成になります。",
            ),
        ],
    )
    def all_positive(sizes, seed):
        D, H, M = sizes
        rng = np.random.default_rng(seed)
        W1, W2 = rng.random((D, H)) * np.sqrt(3 / D), rng.random((H, M)) * np.sqrt(3 / H)
        return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(M)}

    @misconception(
        "training",
        en="The biases are random, too; they should start at zero.",
        ja="バイアスまで乱数になっています。バイアスは 0 から始めます。",
        hints=[
            (
                "Print b1 and b2.",
                "b1 と b2 を表示してみてください。",
            ),
            (
                "The weights already make the hidden units different. Which values are asked for the other knobs?",
                "隠れユニットを一つ一つ違うものにするのは、重みの役目です。残りのつまみには、どの値が求められていますか。",
            ),
            (
                "Scales are set to 0 before weighing. A scale that starts at 3.7 g needs correcting first.",
                "はかりは、量る前に 0 に合わせます。3.7 g から始まるはかりは、まず直さなければなりません。",
            ),
        ],
    )
    def random_biases(sizes, seed):
        D, H, M = sizes
        rng = np.random.default_rng(seed)
        return {
            "W1": rng.normal(size=(D, H)) / np.sqrt(D),
            "b1": rng.normal(size=H),
            "W2": rng.normal(size=(H, M)) / np.sqrt(H),
            "b2": rng.normal(size=M),
        }

    @misconception(
        "training",
        en="You start from the same fixed seed always; the one that you are given is ignored.",
        ja="いつも同じ決まった seed を使っています。渡された seed が使われていません。",
        hints=[
            (
                "Call your function with the seeds 1 and 2.",
                "seed を 1 と 2 にして呼び出してみてください。",
            ),
            (
                "Where in your function is the argument seed read?",
                "引数の seed は、関数の中のどこで使われていますか。",
            ),
            (
                "A die that shows 6, 1, 4 in every game, whoever throws it, is a table and no die.",
                "誰がいつ振っても 6, 1, 4 と出るさいころは、さいころではなく、ただの表です。",
            ),
        ],
    )
    def seed_ignored(sizes, seed):
        D, H, M = sizes
        rng = np.random.default_rng(42)
        W1, W2 = rng.normal(size=(D, H)) / np.sqrt(D), rng.normal(size=(H, M)) / np.sqrt(H)
        return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(M)}

    @misconception(
        "training",
        en="You drew the weights of one hidden unit and gave them to all.",
        ja="一つの隠れユニットの重みだけを乱数で決め、それを全員に配っています。",
        hints=[
            (
                "Compare the columns of W1 with each other.",
                "W1 の列どうしを見比べてください。",
            ),
            (
                "As many random numbers are needed as there are weights, not as there are inputs.",
                "乱数は、入力の個数ではなく、重みの個数だけ必要です。",
            ),
            (
                "If 8 detectives all follow the same clue, 1 would have done.",
                "8 人の探偵が全員同じ手がかりを追うのなら、1 人で足ります。",
            ),
        ],
    )
    def one_unit_copied(sizes, seed):
        D, H, M = sizes
        rng = np.random.default_rng(seed)
        W1 = np.tile(rng.normal(size=(D, 1)) / np.sqrt(D), (1, H))
        W2 = rng.normal(size=(H, M)) / np.sqrt(H)
        return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(M)}


class minibatches:
    @misconception(
        "training",
        en="The examples are cut into batches in the order in which they came, without shuffling.",
        ja="例題を混ぜずに、来た順のままバッチに切り分けています。",
        hints=[
            (
                "Give it the rows 0, 1, 2, … and look at the first batch.",
                "0, 1, 2, … という行を渡して、最初のバッチを見てください。",
            ),
            (
                "What is the argument seed for?",
                "引数の seed は何のためにあるのでしょうか。",
            ),
            (
                "Who learns 26 words from A to Z soon knows what comes after K without knowing K. Shuffled cards do not allow it.",
                "単語を 26 枚のカードで A から順に覚えると、K の次を順番で当てられるようになるだけです。カードは切ってから使います。",
            ),
        ],
    )
    def not_shuffled(X, T, batch_size, seed):
        return [
            (X[start : start + batch_size], T[start : start + batch_size])
            for start in range(0, len(X), batch_size)
        ]

    @misconception(
        "training",
        en="X is shuffled and T is not: the examples lose their targets.",
        ja="X だけを混ぜて、T を混ぜていません。例題と目標の組が崩れています。",
        hints=[
            (
                "Give it rows that can be recognised, and look at who stands next to whom.",
                "見分けのつく行を渡して、何と何が組になっているかを見てください。",
            ),
            (
                "Whatever happens to the order of the one must happen to the order of the other.",
                "一方の順番に起きたことは、もう一方の順番にも起きなければなりません。",
            ),
            (
                "Shuffle the 20 exams but not the list of names, and Aiko gets Ken's mark.",
                "答案 20 枚だけを混ぜて名簿を混ぜないと、あい子さんにけん君の点が付いてしまいます。",
            ),
        ],
    )
    def targets_left_behind(X, T, batch_size, seed):
        shuffled = X[np.random.default_rng(seed).permutation(len(X))]
        return [
            (shuffled[start : start + batch_size], T[start : start + batch_size])
            for start in range(0, len(X), batch_size)
        ]

    @misconception(
        "training",
        en="X and T are shuffled each in an order of its own.",
        ja="X と T を、別々の順番に混ぜています。",
        hints=[
            (
                "How many random orders does your function draw?",
                "あなたの関数は、でたらめな順番をいくつ作っていますか。",
            ),
            (
                "Asking the same generator again gives another order.",
                "同じ乱数生成器にもう一度尋ねると、別の順番が返ってきます。",
            ),
            (
                "Two packs of 52 cards, each shuffled well: that the same card lies on top of both has a chance of 1 in 52.",
                "よく切った 52 枚のトランプ二組で、いちばん上が同じカードになる確率は 52 分の 1 しかありません。",
            ),
        ],
    )
    def two_orders(X, T, batch_size, seed):
        rng = np.random.default_rng(seed)
        shuffled, targets = X[rng.permutation(len(X))], T[rng.permutation(len(X))]
        return [
            (shuffled[start : start + batch_size], targets[start : start + batch_size])
            for start in range(0, len(X), batch_size)
        ]

    @misconception(
        "training",
        en="What does not fill a whole batch is dropped: some examples are never seen.",
        ja="バッチに満たない余りを捨てています。一度も見られない例題が出てしまいます。",
        hints=[
            (
                "Count the examples in all your batches, for 10 examples and batches of 4.",
                "例題 10 個、バッチの大きさ 4 で、バッチに入った例題を数えてください。",
            ),
            (
                "How many batches do you make, and how many does it take when the division leaves a remainder?",
                "バッチをいくつ作っていますか。割り切れないときは、いくつ必要でしょうか。",
            ),
            (
                "23 children and cars for 5: with 23 // 5 = 4 cars, 3 children stay at home.",
                "子ども 23 人を 5 人乗りの車で運びます。23 // 5 = 4 台では、3 人が家に残ります。",
            ),
        ],
    )
    def rest_dropped(X, T, batch_size, seed):
        order = np.random.default_rng(seed).permutation(len(X))
        batches = [
            order[k * batch_size : (k + 1) * batch_size] for k in range(len(X) // batch_size)
        ]
        return [(X[batch], T[batch]) for batch in batches]

    @misconception(
        "training",
        en="Each batch is drawn anew: some examples come twice, others never.",
        ja="バッチごとに新しく抽選しています。二度出る例題もあれば、一度も出ない例題もあります。",
        hints=[
            (
                "Collect the rows of all batches, and look for doubles.",
                "すべてのバッチの行を集めて、重複を探してください。",
            ),
            (
                "Drawing with and without putting back are different things. In one epoch, everybody has a turn.",
                "くじを戻して引くのと、戻さずに引くのとは違います。1 エポックでは、全員に一度ずつ番が回ります。",
            ),
            (
                "Roll a die 6 times: the chance to see each of the 6 faces once is only 1.5 %.",
                "さいころを 6 回振って、6 種類の目がちょうど 1 回ずつ出る確率は、わずか 1.5 % です。",
            ),
        ],
    )
    def drawn_anew(X, T, batch_size, seed):
        rng = np.random.default_rng(seed)
        batches = [
            rng.integers(0, len(X), min(batch_size, len(X) - start))
            for start in range(0, len(X), batch_size)
        ]
        return [(X[batch], T[batch]) for batch in batches]

    @misconception(
        "training",
        en="When the examples come out even, there is an empty batch at the end.",
        ja="例題の数が割り切れるとき、最後に空のバッチができています。",
        hints=[
            (
                "Count your batches for 6 examples in batches of 3.",
                "例題 6 個、バッチの大きさ 3 で、バッチの数を数えてください。",
            ),
            (
                "The remainder may be zero. What does your last step do then?",
                "余りは 0 のこともあります。そのとき、最後の手順は何をしますか。",
            ),
            (
                "40 eggs in boxes of 10 are 4 boxes; 40 // 10 + 1 = 5 sends an empty box along.",
                "卵 40 個を 10 個入りの箱に詰めると 4 箱です。40 // 10 + 1 = 5 とすると、空箱を一つ送ることになります。",
            ),
        ],
    )
    def one_batch_too_many(X, T, batch_size, seed):
        order = np.random.default_rng(seed).permutation(len(X))
        count = len(X) // batch_size + 1
        batches = [order[k * batch_size : (k + 1) * batch_size] for k in range(count)]
        return [(X[batch], T[batch]) for batch in batches]

    @misconception(
        "training",
        en="Cut first and shuffled afterwards: the same neighbours are always together in a batch.",
        ja="先に切り分けてから、バッチの順番だけを混ぜています。いつも同じ仲間が同じバッチに入ります。",
        hints=[
            (
                "Give it the rows 0, 1, 2, … and look inside one batch.",
                "0, 1, 2, … という行を渡して、一つのバッチの中を見てください。",
            ),
            (
                "What is shuffled, the examples or the batches?",
                "混ざっているのは例題ですか、それともバッチですか。",
            ),
            (
                "Mixing the 4 classes of a school by changing their rooms leaves every class as it was.",
                "4 クラスの教室を入れ替えても、クラスの顔ぶれは変わりません。クラス替えにはなっていません。",
            ),
        ],
    )
    def batches_shuffled(X, T, batch_size, seed):
        batches = [
            (X[start : start + batch_size], T[start : start + batch_size])
            for start in range(0, len(X), batch_size)
        ]
        last = [batches.pop()] if len(X) % batch_size else []
        order = np.random.default_rng(seed).permutation(len(batches))
        return [batches[k] for k in order] + last

    @misconception(
        "training",
        en="The rows of the arrays that you were given are shuffled in place: whoever calls you finds the data in disorder.",
        ja="渡された配列そのものを混ぜています。呼び出した側のデータの順番が変わってしまいます。",
        hints=[
            (
                "Look at X before and after the call.",
                "呼び出しの前と後で X を見比べてください。",
            ),
            (
                "Some functions make a shuffled copy, others shuffle what they are given.",
                "混ぜた写しを作る関数と、渡されたものを直接混ぜる関数があります。",
            ),
            (
                "With a = [3, 1, 2], sorted(a) leaves a as it is; after a.sort() it is [1, 2, 3], for everybody who uses it.",
                "a = [3, 1, 2] のとき、sorted(a) なら a はそのままです。a.sort() では a が [1, 2, 3] に変わり、a を使うほかの人も影響を受けます。",
            ),
        ],
    )
    def shuffled_in_place(X, T, batch_size, seed):
        np.random.default_rng(seed).shuffle(X)
        np.random.default_rng(seed).shuffle(T)
        return [
            (X[start : start + batch_size], T[start : start + batch_size])
            for start in range(0, len(X), batch_size)
        ]


class train:
    @misconception(
        "update-rule",
        en="The steps go uphill: the gradient is added.",
        ja="坂を上っています。勾配を足しているためです。",
        hints=[
            (
                "Look at your losses. Do they fall?",
                "losses を見てください。下がっていますか。",
            ),
            (
                "The gradient points to where the loss rises.",
                "勾配は、損失が増える方向を指しています。",
            ),
            (
                "A slope of +3 under your feet: a step of 0.5 to the right lifts you by 1.5. Who wants down goes left.",
                "足もとの傾きが +3 のとき、右へ 0.5 進むと 1.5 上がります。下りたいなら左へ進みます。",
            ),
        ],
    )
    def uphill(parameters, X, T, learning_rate, epochs):
        p, losses = dict(parameters), []
        for epoch in range(epochs + 1):
            H = np.tanh(X @ p["W1"] + p["b1"])
            error = H @ p["W2"] + p["b2"] - T
            losses.append(np.mean(error**2))
            if epoch < epochs:
                dY = 2 * error / error.size
                dA = dY @ p["W2"].T * (1 - H**2)
                g = {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}
                p = {name: p[name] + learning_rate * g[name] for name in p}
        return p, np.array(losses)

    @misconception(
        "update-rule",
        en="The learning rate is not used: each step is the whole gradient.",
        ja="学習率が使われていません。一歩が勾配そのものになっています。",
        hints=[
            (
                "Train with two learning rates and compare what comes out.",
                "学習率を変えて 2 回学習させ、結果を見比べてください。",
            ),
            (
                "One argument of your function has no effect.",
                "引数の一つが、結果に何の影響も与えていません。",
            ),
            (
                "A taxi has driven 8 km. To become a price, that must be multiplied by 400 yen per km: 3200 yen, not 8.",
                "メーターが 8 km を示しても、料金にするには 1 km あたりの運賃 400 円を掛けて 3200 円としなければなりません。",
            ),
        ],
    )
    def whole_gradient(parameters, X, T, learning_rate, epochs):
        p, losses = dict(parameters), []
        for epoch in range(epochs + 1):
            H = np.tanh(X @ p["W1"] + p["b1"])
            error = H @ p["W2"] + p["b2"] - T
            losses.append(np.mean(error**2))
            if epoch < epochs:
                dY = 2 * error / error.size
                dA = dY @ p["W2"].T * (1 - H**2)
                g = {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}
                p = {name: p[name] - g[name] for name in p}
        return p, np.array(losses)

    @misconception(
        "update-rule",
        en="Each step is divided by the number of examples once more: the loss is a mean already.",
        ja="一歩を例題の数でもう一度割っています。損失はすでに平均になっています。",
        hints=[
            (
                "Give every example twice. The loss does not change; does your step?",
                "すべての例題を 2 回ずつ入れてみてください。損失は変わりませんが、あなたの一歩は変わりませんか。",
            ),
            (
                "Count the divisions by the number of examples on the way from the loss to the step.",
                "損失から一歩までの間に、例題の数で何回割っているかを数えてください。",
            ),
            (
                "The mean mark of 30 pupils is 72. Divided by 30 again it would be 2.4, and mean nothing.",
                "30 人の平均点が 72 点のとき、それをもう一度 30 で割ると 2.4 点になり、意味のない数になります。",
            ),
        ],
    )
    def step_divided_again(parameters, X, T, learning_rate, epochs):
        p, losses = dict(parameters), []
        for epoch in range(epochs + 1):
            H = np.tanh(X @ p["W1"] + p["b1"])
            error = H @ p["W2"] + p["b2"] - T
            losses.append(np.mean(error**2))
            if epoch < epochs:
                dY = 2 * error / error.size
                dA = dY @ p["W2"].T * (1 - H**2)
                g = {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}
                p = {name: p[name] - learning_rate * g[name] / len(X) for name in p}
        return p, np.array(losses)

    @misconception(
        "update-rule",
        en="The learning rate enters twice.",
        ja="学習率が 2 回掛かっています。",
        hints=[
            (
                "Halve the learning rate. Does the first step become half as long?",
                "学習率を半分にすると、最初の一歩は半分になりますか。",
            ),
            (
                "Follow the learning rate from its first use to the new weight.",
                "学習率が最初に使われてから新しい重みになるまでを、順に追ってください。",
            ),
            (
                "A discount of 10 %, taken at the shelf and at the till, makes 81 of 100 yen, not 90.",
                "10 % 引きを棚とレジで 2 回受けると、100 円の品は 90 円ではなく 81 円になります。",
            ),
        ],
    )
    def rate_twice(parameters, X, T, learning_rate, epochs):
        p, losses = dict(parameters), []
        for epoch in range(epochs + 1):
            H = np.tanh(X @ p["W1"] + p["b1"])
            error = H @ p["W2"] + p["b2"] - T
            losses.append(np.mean(error**2))
            if epoch < epochs:
                dY = learning_rate * 2 * error / error.size
                dA = dY @ p["W2"].T * (1 - H**2)
                g = {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}
                p = {name: p[name] - learning_rate * g[name] for name in p}
        return p, np.array(losses)

    @misconception(
        "training",
        en="The losses begin after the first step: the one at the start is missing.",
        ja="losses が最初の一歩のあとから始まっています。出発点での損失がありません。",
        hints=[
            (
                "How many losses are there for 0 epochs?",
                "0 エポックのとき、losses はいくつになるべきですか。",
            ),
            (
                "Is the loss written down before or after the knobs move?",
                "損失を記録するのは、つまみを動かす前ですか、後ですか。",
            ),
            (
                "A fence of 4 panels has 5 posts: the first one stands before the first panel.",
                "4 枚の板で作る柵には柱が 5 本要ります。最初の柱は、最初の板の前に立っています。",
            ),
        ],
    )
    def start_missing(parameters, X, T, learning_rate, epochs):
        p, losses = dict(parameters), []
        for epoch in range(epochs + 1):
            H = np.tanh(X @ p["W1"] + p["b1"])
            error = H @ p["W2"] + p["b2"] - T
            if epoch:
                losses.append(np.mean(error**2))
            if epoch < epochs:
                dY = 2 * error / error.size
                dA = dY @ p["W2"].T * (1 - H**2)
                g = {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}
                p = {name: p[name] - learning_rate * g[name] for name in p}
        return p, np.array(losses)

    @misconception(
        "training",
        en="The loss after the last step is missing.",
        ja="最後の一歩のあとの損失がありません。",
        hints=[
            (
                "Compare the number of your losses with what is asked for.",
                "losses の個数を、求められているものと比べてください。",
            ),
            (
                "The knobs move once more after your last record.",
                "最後に記録したあと、つまみがもう一度動いています。",
            ),
            (
                "70.0, 69.6 and 69.3 kg on three mornings tell what 2 days of sport have brought; the third day's shows on the fourth morning only.",
                "三日間の朝の体重が 70.0, 69.6, 69.3 kg なら、分かるのは 2 日分の運動の成果です。3 日目の成果は、4 日目の朝に量らなければ分かりません。",
            ),
        ],
    )
    def end_missing(parameters, X, T, learning_rate, epochs):
        p, losses = dict(parameters), []
        for _ in range(epochs):
            H = np.tanh(X @ p["W1"] + p["b1"])
            error = H @ p["W2"] + p["b2"] - T
            losses.append(np.mean(error**2))
            dY = 2 * error / error.size
            dA = dY @ p["W2"].T * (1 - H**2)
            g = {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}
            p = {name: p[name] - learning_rate * g[name] for name in p}
        return p, np.array(losses)

    @misconception(
        "training",
        en="The gradient is felt once, at the start, and used in all epochs.",
        ja="勾配を出発点で一度だけ求め、すべてのエポックで使い回しています。",
        hints=[
            (
                "One epoch is right. Look at the second step.",
                "1 エポックなら合っています。二歩目を見てください。",
            ),
            (
                "After a step you stand on other ground. What must be done anew there?",
                "一歩進むと、足もとの地面が変わります。そこで改めて何をすべきでしょうか。",
            ),
            (
                "Looking at the map once at home and then walking 3 km straight on leads into the lake that the path goes round after 1 km.",
                "家で一度だけ地図を見て 3 km まっすぐ歩くと、1 km 先で道が避けている湖に落ちてしまいます。",
            ),
        ],
    )
    def gradient_of_the_start(parameters, X, T, learning_rate, epochs):
        p, losses = dict(parameters), []
        for epoch in range(epochs + 1):
            H = np.tanh(X @ p["W1"] + p["b1"])
            error = H @ p["W2"] + p["b2"] - T
            losses.append(np.mean(error**2))
            if epoch == 0:
                dY = 2 * error / error.size
                dA = dY @ p["W2"].T * (1 - H**2)
                g = {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}
            if epoch < epochs:
                p = {name: p[name] - learning_rate * g[name] for name in p}
        return p, np.array(losses)

    @misconception(
        "training",
        en="Only the weights are trained; the biases stay where they were.",
        ja="重みだけを動かしていて、バイアスがもとのままです。",
        hints=[
            (
                "Compare all parameters before and after one epoch.",
                "1 エポックの前と後で、すべてのパラメータを見比べてください。",
            ),
            (
                "Every knob has its share of the blame, also those that multiply no input.",
                "どのつまみにも責任があります。入力に掛からないつまみも例外ではありません。",
            ),
            (
                "A line through data may be turned and shifted. Only turned, it is bound to pass through (0, 0), even if all points lie near 50.",
                "直線は、傾けることも、ずらすこともできます。傾けるだけなら、点がどれも 50 の近くにあっても (0, 0) を通るしかありません。",
            ),
        ],
    )
    def weights_only(parameters, X, T, learning_rate, epochs):
        p, losses = dict(parameters), []
        for epoch in range(epochs + 1):
            H = np.tanh(X @ p["W1"] + p["b1"])
            error = H @ p["W2"] + p["b2"] - T
            losses.append(np.mean(error**2))
            if epoch < epochs:
                dY = 2 * error / error.size
                dA = dY @ p["W2"].T * (1 - H**2)
                g = {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}
                p = {
                    **p,
                    "W1": p["W1"] - learning_rate * g["W1"],
                    "W2": p["W2"] - learning_rate * g["W2"],
                }
        return p, np.array(losses)

    @misconception(
        "training",
        en="The second layer moves first, and the first layer's gradient is then taken with the moved one.",
        ja="先に 2 層目を動かし、動いたあとの 2 層目を使って 1 層目の勾配を求めています。",
        hints=[
            (
                "In which order do you compute gradients and change parameters?",
                "勾配を求めるのと、パラメータを変えるのを、どの順番で行っていますか。",
            ),
            (
                "All slopes belong to one and the same place.",
                "すべての傾きは、同じ一つの場所で測ったものでなければなりません。",
            ),
            (
                "Swapping a = 3 and b = 8 by a = b and then b = a leaves 8 and 8: the second line already sees what the first one did.",
                "a = 3, b = 8 を入れ替えるつもりで a = b のあとに b = a とすると、どちらも 8 になります。二行目が、もう変わってしまった a を見るからです。",
            ),
        ],
    )
    def layer_after_layer(parameters, X, T, learning_rate, epochs):
        p, losses = dict(parameters), []
        for epoch in range(epochs + 1):
            H = np.tanh(X @ p["W1"] + p["b1"])
            error = H @ p["W2"] + p["b2"] - T
            losses.append(np.mean(error**2))
            if epoch < epochs:
                dY = 2 * error / error.size
                p["W2"] = p["W2"] - learning_rate * H.T @ dY
                p["b2"] = p["b2"] - learning_rate * dY.sum(axis=0)
                dA = dY @ p["W2"].T * (1 - H**2)
                p["W1"] = p["W1"] - learning_rate * X.T @ dA
                p["b1"] = p["b1"] - learning_rate * dA.sum(axis=0)
        return p, np.array(losses)

    @misconception(
        "training",
        en="On the way back through tanh, its slope is forgotten.",
        ja="逆向きに tanh を通るとき、その傾きを掛け忘れています。",
        hints=[
            (
                "Of which parameters are the steps right, and of which not?",
                "正しく動いているパラメータはどれで、違うのはどれですか。",
            ),
            (
                "Walk the way back from the loss to W1, and name what is multiplied at every station.",
                "損失から W1 まで逆向きにたどり、駅ごとに何を掛けるかを声に出してみてください。",
            ),
            (
                "Three gears with ratios 4, 0.5 and 3 make 6 in all; whoever forgets the middle one says 12.",
                "比が 4, 0.5, 3 の三つの歯車では、全体で 6 倍です。まん中を忘れると 12 倍になってしまいます。",
            ),
        ],
    )
    def tanh_forgotten(parameters, X, T, learning_rate, epochs):
        p, losses = dict(parameters), []
        for epoch in range(epochs + 1):
            H = np.tanh(X @ p["W1"] + p["b1"])
            error = H @ p["W2"] + p["b2"] - T
            losses.append(np.mean(error**2))
            if epoch < epochs:
                dY = 2 * error / error.size
                dA = dY @ p["W2"].T
                g = {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}
                p = {name: p[name] - learning_rate * g[name] for name in p}
        return p, np.array(losses)

    @misconception(
        "training",
        en="You take a step after every single example, where one for all examples together is asked for.",
        ja="例題一つごとに一歩動いています。求められているのは、すべての例題をまとめた一歩です。",
        hints=[
            (
                "With one example it is right. Try two.",
                "例題が一つなら合っています。二つで試してください。",
            ),
            (
                "How often do your knobs move within one epoch?",
                "1 エポックの間に、つまみは何回動いていますか。",
            ),
            (
                "A ship's captain who turns the wheel after each of 12 shouts steers another course than one who hears all 12 and then turns once.",
                "12 人の声を一つ聞くたびに舵を切る船長と、12 人の声をすべて聞いてから一度だけ切る船長とでは、進む先が違います。",
            ),
        ],
    )
    def step_per_example(parameters, X, T, learning_rate, epochs):
        p = {name: value.copy() for name, value in parameters.items()}

        def loss():
            H = np.tanh(X @ p["W1"] + p["b1"])
            return np.mean((H @ p["W2"] + p["b2"] - T) ** 2)

        losses = [loss()]
        for _ in range(epochs):
            for x, t in zip(X, T):
                h = np.tanh(x @ p["W1"] + p["b1"])
                dy = 2 * (h @ p["W2"] + p["b2"] - t) / T.size
                da = p["W2"] @ dy * (1 - h**2)
                p["W1"] -= learning_rate * np.outer(x, da)
                p["b1"] -= learning_rate * da
                p["W2"] -= learning_rate * np.outer(h, dy)
                p["b2"] -= learning_rate * dy
            losses.append(loss())
        return p, np.array(losses)

    @misconception(
        "training",
        en="The losses are sums over all entries where means are asked for.",
        ja="losses が平均ではなく、すべての成分の和になっています。",
        hints=[
            (
                "Give every example twice. Should the loss change?",
                "すべての例題を 2 回ずつ入れてみてください。損失は変わるべきでしょうか。",
            ),
            (
                "The walk is right; what you write down on the way is too large by a factor.",
                "歩き方は合っています。途中で記録している数が、何倍か大きすぎます。",
            ),
            (
                "Rain of 4, 0 and 8 mm on three days: 12 mm together, 4 mm a day.",
                "3 日間の雨量が 4, 0, 8 mm なら、合計は 12 mm、1 日あたりでは 4 mm です。",
            ),
        ],
    )
    def sums_recorded(parameters, X, T, learning_rate, epochs):
        p, losses = dict(parameters), []
        for epoch in range(epochs + 1):
            H = np.tanh(X @ p["W1"] + p["b1"])
            error = H @ p["W2"] + p["b2"] - T
            losses.append(np.sum(error**2))
            if epoch < epochs:
                dY = 2 * error / error.size
                dA = dY @ p["W2"].T * (1 - H**2)
                g = {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}
                p = {name: p[name] - learning_rate * g[name] for name in p}
        return p, np.array(losses)


class accuracy:
    @misconception(
        "training",
        en="You counted the hits, but did not divide by how many examples there are.",
        ja="当たりの数を数えただけで、例題の数で割っていません。",
        hints=[
            (
                "Can your result be larger than 1?",
                "あなたの答えは 1 より大きくなることがありますか。",
            ),
            (
                "A share is a part of a whole.",
                "割合とは、全体のうちのどれだけか、ということです。",
            ),
            (
                "36 of 40 answers right: the number is 36, the share 0.9.",
                "40 問中 36 問正解なら、個数は 36、割合は 0.9 です。",
            ),
        ],
    )
    def hits_counted(scores, labels):
        return float(np.sum(np.argmax(scores, axis=1) == labels))

    @misconception(
        "training",
        en="The answer is in per cent, where a number from 0 to 1 is asked for.",
        ja="答えが百分率になっています。求められているのは 0 から 1 までの数です。",
        hints=[
            (
                "What does your function say when all examples are hit?",
                "すべて当たったとき、あなたの関数は何を返しますか。",
            ),
            (
                "The same share can be written in two units.",
                "同じ割合でも、表し方は二通りあります。",
            ),
            (
                "A quarter of a cake is 0.25 cakes, or 25 %; 25 cakes it is not.",
                "ケーキの 4 分の 1 は 0.25 個、25 % とも書けますが、25 個ではありません。",
            ),
        ],
    )
    def per_cent(scores, labels):
        return 100 * np.mean(np.argmax(scores, axis=1) == labels)

    @misconception(
        "training",
        en="You count the misses, not the hits: that is the error rate.",
        ja="当たりではなく外れを数えています。それは誤り率です。",
        hints=[
            (
                "What does your function say when all examples are hit?",
                "すべて当たったとき、あなたの関数は何を返しますか。",
            ),
            (
                "Yours falls while the network gets better.",
                "ネットワークが良くなるほど、あなたの答えは小さくなってしまいます。",
            ),
            (
                "Of 8 arrows 6 hit: the archer's accuracy is 0.75, her error rate 0.25.",
                "8 本の矢のうち 6 本が当たれば、正解率は 0.75、誤り率は 0.25 です。",
            ),
        ],
    )
    def error_rate(scores, labels):
        return np.mean(np.argmax(scores, axis=1) != labels)

    @misconception(
        "training",
        en="You look for the largest score in each column, not in each row.",
        ja="行ごとではなく、列ごとに最大の得点を探しています。",
        hints=[
            (
                "Which axis of the table runs over the classes?",
                "表のどちらの軸がクラスを表していますか。",
            ),
            (
                "Yours finds the best example for a class, not the best class for an example.",
                "いまは「クラスごとの最良の例題」を探しています。必要なのは「例題ごとの最良のクラス」です。",
            ),
            (
                "Marks of 3 pupils in 5 subjects: along one axis you find the best pupil of each subject (5 answers), along the other each pupil's best subject (3 answers).",
                "生徒 3 人、5 科目の成績表では、一方の軸では科目ごとの 1 位(5 個)、もう一方の軸では生徒ごとの得意科目(3 個)が見つかります。",
            ),
        ],
    )
    def best_of_each_column(scores, labels):
        winners = np.resize(np.argmax(scores, axis=0), len(labels))
        return np.mean(winners == labels)

    @misconception(
        "training",
        en="You look for the smallest score instead of the largest.",
        ja="最大ではなく、最小の得点を探しています。",
        hints=[
            (
                "Which class does the network favour, the one with a high or with a low score?",
                "ネットワークが選ぶのは、得点の高いクラスですか、低いクラスですか。",
            ),
            (
                "Scores are no losses: more is better here.",
                "得点は損失とは違います。大きいほうがよいのです。",
            ),
            (
                "In golf the lowest of 71, 68 and 75 wins, in bowling the highest. Scores are like bowling.",
                "71, 68, 75 のうち、ゴルフなら最小、ボウリングなら最大の人が勝ちです。ここでの得点はボウリングのほうです。",
            ),
        ],
    )
    def smallest_score(scores, labels):
        return np.mean(np.argmin(scores, axis=1) == labels)

    @misconception(
        "training",
        en="You count the classes from 1, but labels begin at 0.",
        ja="クラスを 1 から数えていますが、ラベルは 0 から始まります。",
        hints=[
            (
                "Give one example whose first score is the largest. Which label makes it a hit?",
                "最初の得点が最大である例題を一つ作ってください。どのラベルなら当たりになりますか。",
            ),
            (
                "You are off by one everywhere.",
                "どこでも一つずれています。",
            ),
            (
                "The ground floor is 0 in London and 1 in Tokyo. Who mixes them up rings at the 4th floor for somebody on the 3rd.",
                "地上階をロンドンでは 0 階、東京では 1 階と数えます。混同すると、3 階の人を訪ねて 4 階の呼び鈴を押すことになります。",
            ),
        ],
    )
    def counted_from_one(scores, labels):
        return np.mean(np.argmax(scores, axis=1) + 1 == labels)

    @misconception(
        "training",
        en="You answer the mean score of the labels, not how often it is the largest.",
        ja="ラベルの得点の平均を返しています。それが最大だった回数の割合ではありません。",
        hints=[
            (
                "Double all scores. Should the accuracy change?",
                "すべての得点を 2 倍にしてみてください。正解率は変わるべきでしょうか。",
            ),
            (
                "Each example is either hit or missed; how far ahead the winner is does not count.",
                "例題は、当たりか外れかのどちらかです。どれだけ差をつけたかは関係ありません。",
            ),
            (
                "A team that wins 1–0, 5–0 and loses 0–9 has won 2 of 3 matches, whatever the goals say.",
                "1–0 と 5–0 で勝ち、0–9 で負けたチームの勝率は 3 分の 2 です。得点の合計は関係ありません。",
            ),
        ],
    )
    def mean_score(scores, labels):
        return np.mean(scores[np.arange(len(labels)), labels])
