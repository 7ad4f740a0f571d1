"""ex6: wrong answers, one misunderstanding each."""

import numpy as np

from reference.catalogue import misconception


class linear_forward:
    @misconception(
        "matrix-gradient",
        en="You left the bias out.",
        ja="バイアスを足していません。",
        hints=[
            (
                "Give it an X of all zeros. What should come out?",
                "すべて 0 の X を入れてください。何が出てくるべきでしょうか。",
            ),
            (
                "One of your parameters is never used. Without it, nothing in always means nothing out.",
                "使われていない引数が一つあります。それがないと、0 を入れれば必ず 0 が出てきてしまいます。",
            ),
            (
                "A taxi costs 500 yen and 300 more per km. For 0 km that is 500 yen, not 0.",
                "タクシーの料金は基本が 500 円で、1 km ごとに 300 円増えます。0 km なら 0 円ではなく 500 円です。",
            ),
        ],
    )
    def no_bias(X, W, b):
        return X @ W

    @misconception(
        "matrix-gradient",
        en="You multiplied element by element; a layer lets every input meet every output.",
        ja="要素ごとに掛けています。層では、どの入力もすべての出力とつながっています。",
        hints=[
            (
                "Which operator stands between X and W?",
                "X と W の間にある演算子はどれですか。",
            ),
            (
                "NumPy has two products of arrays. One of them pairs elements in the same place, the other pairs rows with columns.",
                "NumPy の配列には 2 種類の積があります。同じ位置の要素どうしを掛ける積と、行と列を組み合わせる積です。",
            ),
            (
                "(1, 2) and (3, 4): in the same places 3 and 8; a row with a column 3 + 8 = 11.",
                "(1, 2) と (3, 4) なら、同じ位置どうしでは 3 と 8、行と列の組み合わせでは 3 + 8 = 11 です。",
            ),
        ],
    )
    def elementwise(X, W, b):
        return X * W + b

    @misconception(
        "matrix-gradient",
        en="You turned the weights over: what leads from input 1 to output 2 now leads from 2 to 1.",
        ja="重みの行列を転置しています。入力 1 から出力 2 への重みが、入力 2 から出力 1 への重みになっています。",
        hints=[
            (
                "Write the shapes under the names in your formula.",
                "式の中の名前の下に、形(shape)を書き出してください。",
            ),
            (
                "With a square matrix no shape complains, and the numbers are silently wrong.",
                "正方行列では形のエラーが出ず、数だけが黙って間違います。",
            ),
            (
                "A price list with shops in rows and fruits in columns: 2 apples and 3 pears read down the wrong way are 2 first shops and 3 second ones.",
                "行が店、列が果物の価格表があります。リンゴ 2 個とナシ 3 個を縦横逆に読むと、「1 軒目を 2 つと 2 軒目を 3 つ」になってしまいます。",
            ),
        ],
    )
    def weights_transposed(X, W, b):
        return X @ W.T + b

    @misconception(
        "matrix-gradient",
        en="You subtracted the bias.",
        ja="バイアスを引いています。",
        hints=[
            (
                "Give it an X of all zeros and look at the sign.",
                "すべて 0 の X を入れ、符号を見てください。",
            ),
            (
                "Each output has a sum and a starting value. Compare the sign of the second with the definition.",
                "どの出力も、積の和と、出発点の値であるバイアスからできています。バイアスの符号を定義と見比べてください。",
            ),
            (
                "A shop with 500 yen in the till that takes in 300 has 800, not −200.",
                "500 円入ったレジに 300 円の売り上げがあれば 800 円です。−200 円ではありません。",
            ),
        ],
    )
    def bias_subtracted(X, W, b):
        return X @ W - b

    @misconception(
        "matrix-gradient",
        en="You put the examples into columns: the right numbers, transposed.",
        ja="例を列に並べています。数は正しいのですが、転置されています。",
        hints=[
            (
                "Compare the shape of your answer with the one asked for.",
                "答えの形(shape)と、求められている形を比べてください。",
            ),
            (
                "Some books keep one example per column, this course one per row. Both are right, but not mixed.",
                "1 列に 1 例を並べる本もありますが、この講座では 1 行に 1 例です。どちらも正しいのですが、混ぜることはできません。",
            ),
            (
                "A timetable of 5 days and 6 lessons: turned on its side it has 6 days.",
                "5 日 × 6 時間の時間割を横倒しにすると、6 日 × 5 時間になってしまいます。",
            ),
        ],
    )
    def columns(X, W, b):
        return W.T @ X.T + b[:, None]

    @misconception(
        "matrix-gradient",
        en="You added up all the biases and gave every output the same total.",
        ja="バイアスをすべて足し合わせ、どの出力にも同じ合計を足しています。",
        hints=[
            (
                "Give it an X of all zeros. Are the columns of the result different from each other?",
                "すべて 0 の X を入れてください。結果の列は互いに違っていますか。",
            ),
            (
                "Every output has a bias of its own.",
                "出力には、それぞれ自分のバイアスがあります。",
            ),
            (
                "Three runners start 5, 0 and 2 m ahead. To put all of them 7 m ahead is no handicap at all.",
                "3 人の走者にそれぞれ 5 m, 0 m, 2 m のハンデを付けます。全員を 7 m 前に出しても、ハンデになりません。",
            ),
        ],
    )
    def bias_summed(X, W, b):
        return X @ W + np.sum(b)

    @misconception(
        "matrix-gradient",
        en="You gave the bias to the first example only.",
        ja="最初の例にしかバイアスを足していません。",
        hints=[
            (
                "Give it the same example twice. Should its two rows differ?",
                "同じ例を 2 行入れてください。二つの行は違うべきでしょうか。",
            ),
            (
                "An index picks out one row. The bias belongs to the layer, which treats all examples alike.",
                "添字を付けると 1 行だけが選ばれます。バイアスは層のもので、どの例にも同じように働きます。",
            ),
            (
                "Delivery costs 400 yen an order. Orders of 1000, 2000 and 3000 yen come to 1400, 2400 and 3400; not only the first one pays.",
                "送料は 1 件 400 円です。1000 円、2000 円、3000 円の注文は 1400 円、2400 円、3400 円になります。払うのは最初の人だけではありません。",
            ),
        ],
    )
    def bias_on_one_row(X, W, b):
        Y = X @ W
        Y[0] += b
        return Y


class linear_backward:
    @misconception(
        "matrix-gradient",
        en="For dX you sent the note through the weights in the forward direction: it reaches the wrong inputs.",
        ja="dX で、メモを重みに順方向のまま通しています。別の入力に届いてしまいます。",
        hints=[
            (
                "Write the shapes of dY, of W and of the dX that is asked for under each other.",
                "dY, W と、求める dX の形(shape)を並べて書いてください。",
            ),
            (
                "Going back, rows and columns change roles. With a square matrix no shape complains.",
                "逆向きに進むときは、行と列の役割が入れ替わります。正方行列では形のエラーが出ません。",
            ),
            (
                "From station 1 a line takes 40 minutes to station 2, from station 2 an express takes 25 to station 1. For the way back, the timetable of the way there is the wrong one.",
                "駅 1 から駅 2 へは 40 分、駅 2 から駅 1 へは急行で 25 分かかります。帰り道の時間を、行きの時刻表で調べてはいけません。",
            ),
        ],
    )
    def dX_W_not_transposed(dY, X, W):
        return dY @ W, X.T @ dY, dY.sum(axis=0)

    @misconception(
        "matrix-gradient",
        en="Your dW lies on its side: every number is the note to another weight.",
        ja="dW が転置されています。どの数も、別の重みへのメモになっています。",
        hints=[
            (
                "Compare the shapes of W and of your dW.",
                "W の形と、あなたの dW の形を比べてください。",
            ),
            (
                "A gradient has the shape of what it is the gradient of: element for element, the note to that very weight.",
                "勾配は、元の変数と同じ形をしています。同じ位置の要素が、その重みへのメモです。",
            ),
            (
                "Seat plan 2 rows × 3 seats, marks returned as 3 rows × 2: the pupil in row 1, seat 3 finds nothing in that place.",
                "座席が 2 行 3 列なのに、返された答案が 3 行 2 列に並んでいたら、1 行 3 列の生徒の答案はそこにありません。",
            ),
        ],
    )
    def dW_transposed(dY, X, W):
        return dY @ W.T, dY.T @ X, dY.sum(axis=0)

    @misconception(
        "matrix-gradient",
        en="For db you added along the examples' own rows: one number for every example instead of one for every bias.",
        ja="db で、例ごとの行に沿って足しています。バイアスごとではなく、例ごとに一つの数になっています。",
        hints=[
            (
                "How many numbers has b, and how many has your db?",
                "b には数がいくつありますか。あなたの db にはいくつありますか。",
            ),
            (
                "Ask for each axis of dY what it counts: examples or outputs. One of them has to disappear.",
                "dY のそれぞれの軸が数えているのは、例ですか、出力ですか。どちらか一方を消す必要があります。",
            ),
            (
                "Sales of 3 days (rows) in 2 shops (columns): (1, 10), (2, 20), (3, 30). Per shop 6 and 60, per day 11, 22 and 33.",
                "3 日分(行)、2 店舗(列)の売り上げが (1, 10), (2, 20), (3, 30) です。店ごとなら 6 と 60、日ごとなら 11, 22, 33 になります。",
            ),
        ],
    )
    def db_wrong_axis(dY, X, W):
        return dY @ W.T, X.T @ dY, dY.sum(axis=1)

    @misconception(
        "matrix-gradient",
        en="You handed dY to the bias as it is. Every example uses the same bias, and all of their notes arrive there.",
        ja="dY をそのままバイアスに渡しています。バイアスは全部の例で共通なので、すべての例からのメモが集まります。",
        hints=[
            (
                "Compare the shapes of b and of your db.",
                "b の形と、あなたの db の形を比べてください。",
            ),
            (
                "What was copied to many places on the way there collects something on the way back.",
                "行きに多くの場所へ配られたものは、帰りにはそこから集められます。",
            ),
            (
                "One switch lights 3 lamps of 40, 60 and 100 W. What turning it does to the bill is one number, 200 W.",
                "一つのスイッチで 40 W, 60 W, 100 W の 3 灯がつきます。スイッチを入れたときの電力は、三つの数ではなく 200 W という一つの数です。",
            ),
        ],
    )
    def db_not_summed(dY, X, W):
        return dY @ W.T, X.T @ dY, dY

    @misconception(
        "matrix-gradient",
        en="You added all of dY up to a single number and gave it to every bias.",
        ja="dY をすべて足し合わせて一つの数にしています。バイアスごとの区別が消えています。",
        hints=[
            (
                "How many biases are there, and how many numbers do you return for them?",
                "バイアスはいくつありますか。それに対して返している数はいくつですか。",
            ),
            (
                "You sum over both axes. The outputs must stay apart from each other.",
                "両方の軸で足しています。出力どうしは分けておかなければなりません。",
            ),
            (
                "Sales (1, 10), (2, 20), (3, 30) of 2 shops on 3 days: the total of 66 does not say that one shop sold 6 and the other 60.",
                "2 店舗の 3 日分の売り上げが (1, 10), (2, 20), (3, 30) です。合計の 66 からは、一方が 6 で他方が 60 だということが分かりません。",
            ),
        ],
    )
    def db_everything(dY, X, W):
        return dY @ W.T, X.T @ dY, dY.sum()

    @misconception(
        "matrix-gradient",
        en="For db you averaged over the examples. If the loss has a mean in it, dY knows that already.",
        ja="db を例について平均しています。損失が平均なら、それはもう dY に入っています。",
        hints=[
            (
                "Give every example twice. What becomes of your db?",
                "どの例も 2 回ずつ入れてください。あなたの db はどうなりますか。",
            ),
            (
                "Notes that arrive at the same place are never averaged by the chain rule. Count your divisions.",
                "同じ場所に届いたメモを、連鎖律が平均することはありません。割り算の回数を数えてください。",
            ),
            (
                "Three friends each owe you 200 yen. You get 600, not the average of 200.",
                "3 人の友人に 200 円ずつ貸しています。返ってくるのは平均の 200 円ではなく 600 円です。",
            ),
        ],
    )
    def db_mean(dY, X, W):
        return dY @ W.T, X.T @ dY, dY.mean(axis=0)

    @misconception(
        "matrix-gradient",
        en="You returned the local derivative of the bias, which is 1, and not what arrives through it.",
        ja="バイアスの局所的な微分である 1 を返しています。そこを通って届いたメモではありません。",
        hints=[
            (
                "Does your db change when dY changes?",
                "dY を変えると、あなたの db は変わりますか。",
            ),
            (
                "A note is handed on times the local derivative. A factor of 1 changes nothing, but does not replace the note either.",
                "メモは局所的な微分を掛けて手渡されます。1 を掛けても変わりませんが、メモが 1 に置きかわるわけではありません。",
            ),
            (
                "A bank changes 1 dollar into 1 dollar, without a fee. Who brings 35 gets 35, not 1.",
                "手数料なしで 1 ドルを 1 ドルに両替する窓口に 35 ドル持っていけば、戻るのは 1 ドルではなく 35 ドルです。",
            ),
        ],
    )
    def db_ones(dY, X, W):
        return dY @ W.T, X.T @ dY, np.ones(W.shape[1])

    @misconception(
        "matrix-gradient",
        en="You ignore the note that arrives, dY: your answers are right only if it is all ones.",
        ja="届いたメモ dY を使っていません。すべて 1 のときにしか正しくなりません。",
        hints=[
            (
                "Double dY. What should become of the three answers?",
                "dY を 2 倍にしてください。三つの答えはどうなるべきでしょうか。",
            ),
            (
                "You use its shape, but not its numbers. How the loss depends on Y stands in them, and nowhere else.",
                "使っているのは dY の形だけで、中の数は使っていません。損失が Y にどう依存するかは、その数にしか書かれていません。",
            ),
            (
                "A gear makes 2 turns for every turn of the handle. How many it makes today depends on the handle: 7 turns give 14.",
                "ハンドルを 1 回回すと 2 回回る歯車があります。今日何回回るかはハンドル次第で、7 回なら 14 回です。",
            ),
        ],
    )
    def upstream_ignored(dY, X, W):
        ones = np.ones_like(dY)
        return ones @ W.T, X.T @ ones, ones.sum(axis=0)

    @misconception(
        "matrix-gradient",
        en="For dW you divided by the number of examples. If the loss has a mean in it, dY knows that already.",
        ja="dW を例の数で割っています。損失が平均なら、それはもう dY に入っています。",
        hints=[
            (
                "Try a single example, and then the same one twice.",
                "例を一つだけ入れた場合と、同じ例を二つ入れた場合を比べてください。",
            ),
            (
                "Nothing in XW + b divides by N, so nothing on the way back through it does.",
                "XW + b のどこにも N による割り算はありません。ですから、そこを逆に通るときにもありません。",
            ),
            (
                "A bill of 6000 yen was already split among 3 friends, 2000 each. Divided by 3 once more, only 2000 are paid in all.",
                "6000 円の勘定を 3 人で割って 2000 円ずつにしました。もう一度 3 で割ると、合わせて 2000 円しか払われません。",
            ),
        ],
    )
    def dW_averaged(dY, X, W):
        return dY @ W.T, X.T @ dY / len(X), dY.sum(axis=0)

    @misconception(
        "matrix-gradient",
        en="You returned dW where dX belongs, and dX where dW belongs.",
        ja="dX と dW が入れ替わっています。",
        hints=[
            (
                "Compare the shapes of your first and your second answer with those of X and W.",
                "1 番目と 2 番目の答えの形を、X と W の形と比べてください。",
            ),
            (
                "All your numbers are right; their order is not the one asked for.",
                "数はどれも正しいのですが、並べる順番が違います。",
            ),
            (
                "divmod(17, 5) is (3, 2): quotient first. Read the other way round, 17 would be 2 · 5 + 3 = 13.",
                "divmod(17, 5) は (3, 2) で、商が先です。逆に読むと、17 が 2 · 5 + 3 = 13 になってしまいます。",
            ),
        ],
    )
    def dX_dW_exchanged(dY, X, W):
        return X.T @ dY, dY @ W.T, dY.sum(axis=0)

    @misconception(
        "matrix-gradient",
        en="You returned two notes; the bias, too, waits for one.",
        ja="メモを二つしか返していません。バイアスにもメモが必要です。",
        hints=[
            (
                "How many things does the forward function combine, and how many answers do you return?",
                "順方向の関数が組み合わせているものはいくつで、返している答えはいくつですか。",
            ),
            (
                "b is no argument of this function, but it was one of the forward function, and it is learnt like W.",
                "b はこの関数の引数ではありませんが、順方向の関数の引数でした。W と同じように学習します。",
            ),
            (
                "A fare of 500 yen and 300 per km has two knobs. Who adjusts only the 300 never gets short trips right.",
                "基本料金 500 円と 1 km あたり 300 円という料金には、つまみが二つあります。300 円だけを調整しても、短い距離の料金は合いません。",
            ),
        ],
    )
    def db_forgotten(dY, X, W):
        return dY @ W.T, X.T @ dY


class relu:
    @misconception(
        "matrix-gradient",
        en="You turned negative numbers round instead of stopping them.",
        ja="負の数を止めるのではなく、符号を反転しています。",
        hints=[
            (
                "Try −3 and look at what comes out.",
                "−3 を入れ、何が出てくるかを見てください。",
            ),
            (
                "You calculate how far a number is from 0. The gate is to be closed on one side.",
                "計算しているのは 0 からの距離です。片側の門は閉じていなければなりません。",
            ),
            (
                "5 visitors buy something, 2 leave without buying. Those 2 bring in 0; they do not count as 2 more sales.",
                "5 人が買い物をし、2 人が何も買わずに帰りました。帰った 2 人の売り上げは 0 であって、2 人分増えるわけではありません。",
            ),
        ],
    )
    def absolute(X):
        return np.abs(X)

    @misconception(
        "matrix-gradient",
        en="Your gate is open on the wrong side: negative numbers pass, positive ones do not.",
        ja="門の開く側が逆です。負の数が通り、正の数が止まっています。",
        hints=[
            (
                "Try one positive and one negative number.",
                "正の数と負の数を一つずつ試してください。",
            ),
            (
                "Between “the larger of the two” and “the smaller of the two” one is easily mistaken.",
                "「大きいほう」と「小さいほう」は取り違えやすいものです。",
            ),
            (
                "“At least 18 years”: of 18 and 25 the rule keeps 25. Of 18 and 12 it does not keep 12.",
                "「少なくとも 18」という決まりでは、18 と 25 なら 25 が残ります。18 と 12 で 12 が残ることはありません。",
            ),
        ],
    )
    def wrong_side(X):
        return np.minimum(X, 0)

    @misconception(
        "matrix-gradient",
        en="You return whether a number passes, not the number that passes.",
        ja="通るかどうかを返しています。通った数そのものではありません。",
        hints=[
            (
                "Try 7 and 8. Should they give the same?",
                "7 と 8 を試してください。同じ答えになるべきでしょうか。",
            ),
            (
                "Open is 1, closed is 0: that is the gate itself. What went through it is missing.",
                "開いていれば 1、閉じていれば 0。それは門そのものです。通ったものが失われています。",
            ),
            (
                "A turnstile that lets 40 people in was open, 1; but 40 are inside.",
                "改札が開いていて(1)、40 人が通りました。中にいるのは 1 人ではなく 40 人です。",
            ),
        ],
    )
    def step(X):
        return (X > 0).astype(float)

    @misconception(
        "matrix-gradient",
        en="You compared 0 with the largest element and returned a single number.",
        ja="最大の要素と 0 を比べ、数を一つだけ返しています。",
        hints=[
            (
                "Look at the shape of your answer.",
                "答えの形(shape)を見てください。",
            ),
            (
                "There are two kinds of maximum: the largest of many elements, and the larger of two numbers, element by element.",
                "最大には 2 種類あります。たくさんの要素の中の最大と、要素ごとに二つの数を比べた大きいほうです。",
            ),
            (
                "Marks 40, 70 and 90, with a guaranteed 60: everybody gets his own, 60, 70 and 90. Not one 90 for all.",
                "得点が 40, 70, 90 で、最低 60 点が保証されるなら、それぞれ 60, 70, 90 になります。全員まとめて 90 ではありません。",
            ),
        ],
    )
    def one_number(X):
        return max(0, X.max())

    @misconception(
        "matrix-gradient",
        en="You overwrote the caller's X. On the way back it is needed as it was.",
        ja="呼び出した側の X を書きかえています。逆向きに進むときには、元の X が必要です。",
        hints=[
            (
                "Print X before and after your function ran.",
                "関数を実行する前とあとで、X を表示してください。",
            ),
            (
                "An assignment to elements writes into the array that you were given.",
                "要素への代入は、渡された配列そのものに書きこみます。",
            ),
            (
                "Who borrows a list (4, −1, 6), crosses out the −1 and hands it back, hands back another list.",
                "(4, −1, 6) というリストを借り、−1 を消して返したら、もう別のリストです。",
            ),
        ],
    )
    def in_place(X):
        X[X < 0] = 0
        return X

    @misconception(
        "matrix-gradient",
        en="You let one percent of the negative numbers through. That is another function, the leaky one.",
        ja="負の数を 1 % だけ通しています。それは Leaky ReLU という別の関数です。",
        hints=[
            (
                "Try −100.",
                "−100 を入れてみてください。",
            ),
            (
                "Both functions are in use, but the definition here closes the gate entirely.",
                "どちらの関数も実際に使われますが、ここでの定義では門は完全に閉じます。",
            ),
            (
                "A tap that is closed and still drips 1 % of 12 litres a minute has lost 7.2 litres after an hour.",
                "毎分 12 L 出る蛇口を閉めても 1 % だけ漏れるなら、1 時間で 7.2 L 無駄になります。",
            ),
        ],
    )
    def leaky(X):
        return np.where(X > 0, X, 0.01 * X)

    @misconception(
        "matrix-gradient",
        en="You closed the gate above 1 as well.",
        ja="1 より大きいほうも止めてしまっています。",
        hints=[
            (
                "Try 5.",
                "5 を入れてみてください。",
            ),
            (
                "There is a limit below and none above. Which number in your code is the upper one?",
                "下には限りがありますが、上にはありません。コードの中で上限になっているのはどの数ですか。",
            ),
            (
                "A tank that is never below empty, but always full at 1 litre, cannot hold the 5 litres that were poured in.",
                "空より減ることはなくても、1 L で必ず満杯になる水槽には、5 L の水は入りません。",
            ),
        ],
    )
    def capped(X):
        return np.clip(X, 0, 1)

    @misconception(
        "matrix-gradient",
        en="You rounded the corner off: a smooth relative of the function, which never quite reaches 0.",
        ja="角を丸めています。滑らかな仲間の関数で、ちょうど 0 になることがありません。",
        hints=[
            (
                "Try 0. Does exactly 0 come out?",
                "0 を入れてください。ちょうど 0 が出てきますか。",
            ),
            (
                "Logarithm and exponential make a smooth curve. The function asked for has a corner.",
                "対数と指数を使うと滑らかな曲線になります。求められている関数には角があります。",
            ),
            (
                "log(1 + e²) is 2.127, log(1 + e⁰) is 0.693: near 2 and near 0, but neither of them.",
                "log(1 + e²) は 2.127、log(1 + e⁰) は 0.693 です。2 や 0 に近いようで、どちらとも違います。",
            ),
        ],
    )
    def softened(X):
        return np.logaddexp(0, X)

    @misconception(
        "matrix-gradient",
        en="You threw the negative elements away: what is left has lost its place.",
        ja="負の要素を捨てています。残った要素の位置が失われています。",
        hints=[
            (
                "Look at the shape of your answer.",
                "答えの形(shape)を見てください。",
            ),
            (
                "A mask as an index selects elements. What is stopped shall leave something in its place.",
                "マスクを添字にすると、要素が選び出されます。止められた要素の位置にも、何かが残らなければなりません。",
            ),
            (
                "Of the weekdays' takings 30, −5, 20 the loss was struck out: 30, 20. Now Wednesday's 20 stands under Tuesday.",
                "月火水の収支 30, −5, 20 から赤字を消すと 30, 20 になり、水曜の 20 が火曜の欄に来てしまいます。",
            ),
        ],
    )
    def dropped(X):
        return X[X > 0]


class relu_backward:
    @misconception(
        "chain-rule",
        en="You let the note itself decide: positive notes pass, negative ones are stopped. The gate is another's.",
        ja="届いたメモの符号で門を決めています。正のメモが通り、負のメモが止まっています。",
        hints=[
            (
                "Which of the two arrays stands in your condition?",
                "条件に書いてあるのは、二つの配列のどちらですか。",
            ),
            (
                "Whether a gate is open was decided on the way there. Criticism passes through an open gate like praise.",
                "門が開いているかどうかは、行きに決まっています。開いた門は、ほめ言葉も苦情も同じように通します。",
            ),
            (
                "Through the open door 1 come a complaint of −4 and thanks of +6, and both arrive; at the closed door 2 neither does.",
                "開いた扉 1 からは、−4 の苦情も +6 の感謝も届きます。閉じた扉 2 からは、どちらも届きません。",
            ),
        ],
    )
    def sign_of_the_note(dY, X):
        return np.where(dY > 0, dY, 0.0)

    @misconception(
        "chain-rule",
        en="You returned the slope of relu, without the note that has to pass through it.",
        ja="relu の傾きだけを返しています。そこを通るはずのメモが抜けています。",
        hints=[
            (
                "Which of your parameters is never used?",
                "使われていない引数はどれですか。",
            ),
            (
                "The chain rule needs two factors: what arrives, and the local derivative. One of them is missing.",
                "連鎖律には二つの因数が必要です。届いたメモと、局所的な微分です。片方がありません。",
            ),
            (
                "Two stages that each multiply: 5 and then 3 make 15. The second stage alone says 3.",
                "5 倍と 3 倍の 2 段階を通ると 15 倍です。2 段目だけなら 3 倍でしかありません。",
            ),
        ],
    )
    def note_ignored(dY, X):
        return (X > 0).astype(float)

    @misconception(
        "chain-rule",
        en="You multiplied the note by the value of relu instead of its slope.",
        ja="メモに、relu の傾きではなく値を掛けています。",
        hints=[
            (
                "Make x ten times as large, on the open side. Should the answer grow?",
                "門の開いている側で、x を 10 倍にしてください。答えは大きくなるべきでしょうか。",
            ),
            (
                "A straight line is equally steep everywhere, however high it has got.",
                "直線の傾きは、どれだけ高く登ってもどこでも同じです。",
            ),
            (
                "The line 3u has the height 30 at u = 10, but its slope there is 3.",
                "直線 3u の u = 10 での高さは 30 ですが、傾きは 3 です。",
            ),
        ],
    )
    def relu_of_X_times(dY, X):
        return dY * relu(X)

    @misconception(
        "chain-rule",
        en="You let the note pass at exactly 0. This course takes the slope at the corner as 0.",
        ja="x がちょうど 0 のところでメモを通しています。この講座では、角での傾きを 0 とします。",
        hints=[
            (
                "Try an x of exactly 0.",
                "x をちょうど 0 にして試してください。",
            ),
            (
                "At a corner any slope between the left and the right one would do. A convention has been agreed on: read it again.",
                "角では、左右の傾きの間ならどんな値でも構いません。そこで約束が決めてあります。読み直してください。",
            ),
            (
                "“Open from 9 to 17 h”: whether one may still enter at 17:00 sharp no calculation tells, only the notice at the door.",
                "「開館は 9 時から 17 時」。17 時ちょうどに入れるかどうかは、計算では分かりません。入り口の掲示に書いてあります。",
            ),
        ],
    )
    def open_at_zero(dY, X):
        return np.where(X >= 0, dY, 0.0)

    @misconception(
        "chain-rule",
        en="You let half of the note pass at exactly 0. This course takes the slope at the corner as 0.",
        ja="x がちょうど 0 のところで、メモの半分を通しています。この講座では、角での傾きを 0 とします。",
        hints=[
            (
                "Try an x of exactly 0.",
                "x をちょうど 0 にして試してください。",
            ),
            (
                "The mean of the two slopes is a possible convention, but not the one of this exercise.",
                "左右の傾きの平均をとるという約束もありえますが、この課題の約束とは違います。",
            ),
            (
                "Is 2.5 rounded to 2, to 3, or left? Each is somebody's rule; in one book there is one.",
                "2.5 を丸めると 2 か、3 か、それともそのままか。決まりはいろいろありますが、一冊の本の中では一つです。",
            ),
        ],
    )
    def half_at_zero(dY, X):
        return dY * (0.5 * (np.sign(X) + 1))

    @misconception(
        "chain-rule",
        en="Your gate is reversed: notes pass where the number was stopped.",
        ja="門が逆です。数が止められたところで、メモを通しています。",
        hints=[
            (
                "Take one x on either side, and follow it forwards first.",
                "両側から x を一つずつ選び、まず順方向にたどってください。",
            ),
            (
                "Blame can only go to where something came from. What was stopped had no effect.",
                "責任が届くのは、何かが出てきたところだけです。止められたものには影響がありません。",
            ),
            (
                "Lamp 1 is plugged in and lamp 2 is not. Turning the voltage up by 10 V makes lamp 1 brighter, not lamp 2.",
                "電灯 1 はコンセントにつながり、電灯 2 は抜けています。電圧を 10 V 上げると明るくなるのは、電灯 2 ではなく電灯 1 です。",
            ),
        ],
    )
    def gate_reversed(dY, X):
        return np.where(X > 0, 0.0, dY)

    @misconception(
        "chain-rule",
        en="You handed the note on unchanged, as if all gates were open.",
        ja="すべての門が開いているかのように、メモをそのまま渡しています。",
        hints=[
            (
                "Which of your parameters is never used?",
                "使われていない引数はどれですか。",
            ),
            (
                "Somewhere the function is flat. What effect has a small move there?",
                "この関数には平らなところがあります。そこで少し動かすと、どんな影響がありますか。",
            ),
            (
                "A staircase that ends in a corridor: in the corridor, 3 m further on are 0 m higher.",
                "階段を上りきって廊下に出ました。廊下では 3 m 進んでも、高さは 0 m しか変わりません。",
            ),
        ],
    )
    def passed_on(dY, X):
        return dY

    @misconception(
        "chain-rule",
        en="You turned the note round on the closed side instead of stopping it: that is the slope of |x|.",
        ja="閉じた側で、メモを止めずに符号を反転しています。それは |x| の傾きです。",
        hints=[
            (
                "Try a negative x.",
                "負の x で試してください。",
            ),
            (
                "Your local derivative takes the values −1 and 1. Which function has those slopes, and which has the one asked for?",
                "あなたの局所的な微分は −1 と 1 になります。そのような傾きを持つのはどの関数で、問われているのはどの関数ですか。",
            ),
            (
                "In a valley one goes down and then up: slopes −1 and 1. On a plain that ends in a hill there is no −1.",
                "谷では下ってから上ります。傾きは −1 と 1 です。平地の先に丘がある道には、−1 の坂はありません。",
            ),
        ],
    )
    def sign_handed_back(dY, X):
        return dY * np.sign(X)

    @misconception(
        "chain-rule",
        en="You also stop negative notes at open gates: the note's own sign does not matter.",
        ja="開いた門でも、負のメモを止めています。メモ自身の符号は関係ありません。",
        hints=[
            (
                "Try a positive x with a negative note.",
                "正の x と負のメモの組で試してください。",
            ),
            (
                "Your condition has two parts. One of them asks the wrong one.",
                "条件が二つの部分からできています。一方は、尋ねる相手が違います。",
            ),
            (
                "An open window lets 20 °C in as well as −5 °C. It does not ask.",
                "開いた窓からは、20 °C の空気も −5 °C の空気も入ってきます。窓は選びません。",
            ),
        ],
    )
    def both_positive(dY, X):
        return np.where((X > 0) & (dY > 0), dY, 0.0)

    @misconception(
        "chain-rule",
        en="You overwrote the note that you were given; its sender may still need it.",
        ja="渡されたメモを書きかえています。渡した側が、まだ使うかもしれません。",
        hints=[
            (
                "Print dY before and after your function ran.",
                "関数を実行する前とあとで、dY を表示してください。",
            ),
            (
                "An assignment to elements changes the caller's array. What you hand on should be a new one.",
                "要素への代入は、呼び出した側の配列を変えます。次に渡すのは新しい配列にしましょう。",
            ),
            (
                "A note goes to two people. The first strikes out “12” before passing it on, and the second never sees it.",
                "1 枚のメモを 2 人で回します。1 人目が「12」を消してから渡すと、2 人目はそれを見られません。",
            ),
        ],
    )
    def note_changed(dY, X):
        dY[X <= 0] = 0.0
        return dY

    @misconception(
        "chain-rule",
        en="You handed X on instead of the note: that is the way there, not the way back.",
        ja="メモではなく X を渡しています。それは行きの計算で、帰りの計算ではありません。",
        hints=[
            (
                "Does your answer depend on the numbers in dY?",
                "あなたの答えは dY の中の数によって変わりますか。",
            ),
            (
                "The gates are right, but the wrong thing passes through them.",
                "門は合っていますが、通すものが違います。",
            ),
            (
                "The postman passes the right 3 houses, but delivers yesterday's letters.",
                "郵便屋さんが正しい 3 軒を回ったのに、配ったのは昨日の手紙でした。",
            ),
        ],
    )
    def X_handed_back(dY, X):
        return np.where(X > 0, X, 0.0)


class mse_backward:
    @misconception(
        "loss",
        en="You lost the factor that the square brings down.",
        ja="2 乗を微分したときに前に出てくる係数が抜けています。",
        hints=[
            (
                "Is your answer always too small by the same factor?",
                "答えがいつも同じ割合だけ小さすぎませんか。",
            ),
            (
                "When a power is differentiated, its exponent comes down as a factor.",
                "累乗を微分すると、指数が係数として前に出てきます。",
            ),
            (
                "u³ has the slope 3·u²: at u = 2 that is 12, not 4.",
                "u³ の傾きは 3·u² です。u = 2 では 4 ではなく 12 です。",
            ),
        ],
    )
    def no_factor_2(Y, T):
        return (Y - T) / Y.size

    @misconception(
        "loss",
        en="You divided by the number of rows only. The mean goes over all the elements.",
        ja="行の数だけで割っています。平均は、すべての要素についてとります。",
        hints=[
            (
                "Try one row with several columns.",
                "1 行で列がいくつもある例で試してください。",
            ),
            (
                "len counts along the first axis only.",
                "len は最初の軸の長さしか数えません。",
            ),
            (
                "4 classes of 30 pupils: the mean mark of all is the sum over 120, not over 4.",
                "30 人のクラスが 4 つあります。全員の平均点は、合計を 4 ではなく 120 で割ったものです。",
            ),
        ],
    )
    def rows_only(Y, T):
        return 2 * (Y - T) / len(Y)

    @misconception(
        "loss",
        en="You differentiated the sum of the squares, not their mean.",
        ja="2 乗の平均ではなく、和を微分しています。",
        hints=[
            (
                "Give the same matrix twice as many rows. What becomes of each slope?",
                "同じ行列の行を 2 倍に増やしてください。それぞれの傾きはどうなるべきでしょうか。",
            ),
            (
                "In a mean every element has a share only. That share is a constant factor, and differentiation keeps it.",
                "平均では、どの要素も全体の一部でしかありません。その割合は定数なので、微分しても残ります。",
            ),
            (
                "One of 5 judges gives a point more: the sum rises by 1, the mean by 0.2.",
                "審査員 5 人のうち 1 人が 1 点多く付けると、合計は 1 点上がり、平均は 0.2 点上がります。",
            ),
        ],
    )
    def not_divided(Y, T):
        return 2 * (Y - T)

    @misconception(
        "loss",
        en="Your slope has the wrong sign: you let the targets move instead of the predictions.",
        ja="傾きの符号が逆です。予測ではなく目標のほうを動かしています。",
        hints=[
            (
                "If a prediction is too high and goes higher still, does the loss grow?",
                "大きすぎる予測をさらに大きくすると、損失は増えますか。",
            ),
            (
                "Inside the square stand two arrays with opposite signs. Which one is the knob here?",
                "2 乗の中には、符号の違う二つの配列があります。ここでのつまみはどちらですか。",
            ),
            (
                "For the gap 9 − v, raising v by 1 changes it by −1; for u − 9, raising u by 1 changes it by +1.",
                "9 − v は、v を 1 増やすと 1 減ります。u − 9 は、u を 1 増やすと 1 増えます。",
            ),
        ],
    )
    def other_sign(Y, T):
        return 2 * (T - Y) / Y.size

    @misconception(
        "loss",
        en="You divided by the number of columns only: a mean for every example, and their sum.",
        ja="列の数だけで割っています。例ごとの平均を足し合わせた損失の傾きです。",
        hints=[
            (
                "Try several rows with one column.",
                "1 列で行がいくつもある例で試してください。",
            ),
            (
                "Compare the number by which you divide with the number of elements.",
                "割っている数と、要素の個数を比べてください。",
            ),
            (
                "3 shelves of 8 books: the mean thickness is the total over 24, not over 8.",
                "8 冊並んだ棚が 3 段あります。本の厚さの平均は、合計を 8 ではなく 24 で割ったものです。",
            ),
        ],
    )
    def columns_only(Y, T):
        return 2 * (Y - T) / Y.shape[1]

    @misconception(
        "loss",
        en="You divided by the number of elements twice.",
        ja="要素の個数で 2 回割っています。",
        hints=[
            (
                "With a single element your answer is right. And with more?",
                "要素が一つなら正しい答えです。増やすとどうなりますか。",
            ),
            (
                "A mean divides once, and its derivative no more often.",
                "平均で割るのは 1 回です。微分しても回数は増えません。",
            ),
            (
                "600 yen shared by 3 are 200. Shared by 3 again they are 67, and 400 yen are missing.",
                "600 円を 3 人で分けると 200 円です。もう一度 3 で割ると 67 円になり、合わせて 400 円足りなくなります。",
            ),
        ],
    )
    def divided_twice(Y, T):
        return 2 * (Y - T) / Y.size**2

    @misconception(
        "loss",
        en="You returned the loss of every element, not its slope.",
        ja="要素ごとの損失そのものを返しています。傾きではありません。",
        hints=[
            (
                "Can your answer be negative? Should it be able to?",
                "あなたの答えは負になりますか。本来はどうでしょうか。",
            ),
            (
                "Height and slope are different things. The square has not been differentiated yet.",
                "高さと傾きは別のものです。2 乗がまだ微分されていません。",
            ),
            (
                "At u = 5 the parabola u² has the height 25 and the slope 10.",
                "放物線 u² は u = 5 で高さが 25、傾きが 10 です。",
            ),
        ],
    )
    def squared(Y, T):
        return (Y - T) ** 2 / Y.size

    @misconception(
        "loss",
        en="You averaged the slopes into one number. Every prediction is a knob of its own and wants its own slope.",
        ja="傾きを平均して一つの数にしています。予測は一つ一つが別のつまみで、それぞれに傾きがあります。",
        hints=[
            (
                "Compare the shape of your answer with that of Y.",
                "答えの形(shape)を Y の形と比べてください。",
            ),
            (
                "The loss is one number, its gradient is not: it has one element for every knob.",
                "損失は一つの数ですが、勾配は違います。つまみ一つにつき要素が一つあります。",
            ),
            (
                "For 3a + 5b the slopes are 3 and 5. Their mean of 4 fits neither a nor b.",
                "3a + 5b の傾きは 3 と 5 です。平均の 4 は、a にも b にも当てはまりません。",
            ),
        ],
    )
    def averaged(Y, T):
        return np.mean(2 * (Y - T))

    @misconception(
        "loss",
        en="You dropped the targets because they are constants. Inside a square a constant still matters.",
        ja="目標は定数だからといって消しています。しかし、2 乗の中にある定数は効いてきます。",
        hints=[
            (
                "Where should the slope be zero, and where is yours?",
                "傾きはどこで 0 になるべきですか。あなたの答えではどこで 0 になりますか。",
            ),
            (
                "A constant that is added outside vanishes. Inside, it shifts the whole curve, and its slopes with it.",
                "外側に足された定数は、微分すると消えます。内側にある定数は曲線全体をずらすので、傾きもずれます。",
            ),
            (
                "(u − 10)² at u = 12 rises with the slope 4. Without the 10 it would be 24.",
                "(u − 10)² の u = 12 での傾きは 4 です。10 を消してしまうと 24 になります。",
            ),
        ],
    )
    def target_dropped(Y, T):
        return 2 * Y / Y.size

    @misconception(
        "loss",
        en="You kept only the direction of each error: that is the slope of the absolute error.",
        ja="誤差の向きだけを残しています。それは絶対誤差の傾きです。",
        hints=[
            (
                "Compare the slopes for an error of 1 and an error of 10.",
                "誤差が 1 のときと 10 のときの傾きを比べてください。",
            ),
            (
                "A squared error gets steeper the further one is away. Yours is equally steep everywhere.",
                "二乗誤差は、遠ざかるほど急になります。あなたの傾きはどこでも同じです。",
            ),
            (
                "|u| has the slope 1 at u = 3 and at u = 30. A bowl is steeper at 30.",
                "|u| の傾きは u = 3 でも u = 30 でも 1 です。お椀なら 30 のほうが急になります。",
            ),
        ],
    )
    def sign_only(Y, T):
        return np.sign(Y - T) / Y.size
