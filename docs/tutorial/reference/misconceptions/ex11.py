"""ex11: wrong answers, one misunderstanding each."""

import numpy as np

from reference.catalogue import misconception


class quadratic_form:
    @misconception(
        "loss",
        en="In your sum every knob meets only itself.",
        ja="あなたの合計では、どのつまみも自分自身としか出会っていません。",
        hints=[
            (
                "Take the table of the lesson and x = (1, 2). You have 2 + 16; what is missing?",
                "解説の表と x = (1, 2) で試してください。2 + 16 しかありません。何が足りませんか。",
            ),
            (
                "Two of the four terms are about two different knobs.",
                "四つの項のうち二つは、違うつまみどうしの出会いです。",
            ),
            (
                "Three friends give each other, and themselves, a card: that is 9 cards, not 3.",
                "3 人の友だちが、互いに、また自分にもカードを 1 枚書くと、3 枚ではなく 9 枚です。",
            ),
        ],
    )
    def only_itself(A, x):
        return np.sum(np.diag(A) * x**2)

    @misconception(
        "loss",
        en="You multiply every number of the table by the same knob twice.",
        ja="表のどの数にも、同じつまみの値を二度掛けています。",
        hints=[
            (
                "Set x = (1, 0) in the lesson's example. Which of the four terms are left?",
                "解説の例で x = (1, 0) としてください。四つの項のうち、残るのはどれですか。",
            ),
            (
                "The row says who the first of the two knobs is. Where does your program use it?",
                "出会う二人のうち、一人目は行の番号で決まります。それをどこで使っていますか。",
            ),
            (
                "In a times table, 3 rows down and 5 columns along stands 3·5 = 15, not 5·5.",
                "九九の表の 3 行 5 列にあるのは 3·5 = 15 です。5·5 ではありません。",
            ),
        ],
    )
    def same_knob_twice(A, x):
        return np.sum(A * x**2)

    @misconception(
        "loss",
        en="You take half of the sum; this dial reads all of it.",
        ja="合計を半分にしています。このメーターが示すのは合計そのものです。",
        hints=[
            (
                "Compare your answer for the lesson's example with 26.",
                "解説の例でのあなたの答えを、26 と比べてください。",
            ),
            (
                "Some books put ½ in front, so that the slope looks nicer. Is it there in the text?",
                "傾きの式をきれいにするため、先頭に ½ を付ける本もあります。解説にはありますか。",
            ),
            (
                "A square of side 6 has the area 36. The triangle that is half of it has 18.",
                "1 辺が 6 の正方形の面積は 36 です。その半分の三角形なら 18 です。",
            ),
        ],
    )
    def halved(A, x):
        return x @ A @ x / 2

    @misconception(
        "loss",
        en="You return one number for each knob: they have not been added up.",
        ja="つまみごとの数を返しています。まだ足し合わせていません。",
        hints=[
            (
                "How many numbers does your function return, and how many does a dial show?",
                "あなたの関数が返す数はいくつですか。メーターが示す数はいくつですか。",
            ),
            (
                "What you have are the parts of the dial that each row of the table contributes.",
                "いまあるのは、表の行ごとの取り分です。",
            ),
            (
                "A receipt with 300, 450 and 250 yen is not yet a bill: it says 1000 at the end.",
                "300 円、450 円、250 円と並べただけでは会計になりません。最後に 1000 円と書きます。",
            ),
        ],
    )
    def not_added_up(A, x):
        return x * (A @ x)

    @misconception(
        "loss",
        en="The knobs come in only once: you have added up Ax, with nothing on the left.",
        ja="つまみの値が一度しか掛けられていません。Ax を足しただけで、左側からは掛けていません。",
        hints=[
            (
                "Turn all knobs to twice their values. How many times as large is your answer?",
                "すべてのつまみを 2 倍にしてください。あなたの答えは何倍になりますか。",
            ),
            (
                "In every term of the dial there are two knobs. Count yours.",
                "メーターのどの項にも、つまみが二つ入っています。あなたの項ではいくつですか。",
            ),
            (
                "The area of a floor is length times width. Adding up the lengths gives no area.",
                "床の面積は縦掛ける横です。縦の長さだけを足しても面積にはなりません。",
            ),
        ],
    )
    def one_side(A, x):
        return np.sum(A @ x)

    @misconception(
        "loss",
        en="You read only one half of the table, the one above the diagonal.",
        ja="表の半分、対角線より上しか読んでいません。",
        hints=[
            (
                "Change the 3 in the lesson's table to 300. Does your answer change?",
                "解説の表の 3 を 300 に変えてください。あなたの答えは変わりますか。",
            ),
            (
                "x₁ meeting x₂ and x₂ meeting x₁ are two terms, each with a number of its own.",
                "x₁ と x₂ の項と、x₂ と x₁ の項は別のもので、それぞれに数が付いています。",
            ),
            (
                "There and back again: 4 yen up the river and 7 down make 11 for the boat, not 4.",
                "渡し船が上りは 4 円、下りは 7 円なら、往復で 11 円です。4 円ではありません。",
            ),
        ],
    )
    def upper_half(A, x):
        return x @ np.triu(A) @ x


class quadratic_gradient:
    @misconception(
        "matrix-gradient",
        en="You count the terms in a knob's row of the table, and not those in its column.",
        ja="つまみの項のうち、表の行にあるものだけを数え、列にあるものを忘れています。",
        hints=[
            (
                "In the lesson's example the first slope is 12. Which of 4, 2 and 6 do you have?",
                "解説の例で、最初の傾きは 12 です。4, 2, 6 のうち、あなたの答えにあるのはどれですか。",
            ),
            (
                "x₁ takes part in a term as the first of two, or as the second.",
                "x₁ は、出会う二人の一人目のこともあれば、二人目のこともあります。",
            ),
            (
                "Ken wrote 5 letters and received 3. He took part in 8, not in 5.",
                "健さんは手紙を 5 通書き、3 通受け取りました。関わった手紙は 5 通ではなく 8 通です。",
            ),
        ],
    )
    def rows_only(A, x):
        return A @ x

    @misconception(
        "matrix-gradient",
        en="You count the terms in a knob's column of the table, and not those in its row.",
        ja="つまみの項のうち、表の列にあるものだけを数え、行にあるものを忘れています。",
        hints=[
            (
                "In the lesson's example the first slope is 12. Which of 4, 2 and 6 do you have?",
                "解説の例で、最初の傾きは 12 です。4, 2, 6 のうち、あなたの答えにあるのはどれですか。",
            ),
            (
                "x₁ takes part in a term as the second of two, or as the first.",
                "x₁ は、出会う二人の二人目のこともあれば、一人目のこともあります。",
            ),
            (
                "Aya received 3 letters and wrote 5. She took part in 8, not in 3.",
                "彩さんは手紙を 3 通受け取り、5 通書きました。関わった手紙は 3 通ではなく 8 通です。",
            ),
        ],
    )
    def columns_only(A, x):
        return A.T @ x

    @misconception(
        "matrix-gradient",
        en="You double a knob's row: that is right only for a table which is its own mirror image.",
        ja="つまみの行を 2 倍にしています。それで正しいのは、左右対称な表のときだけです。",
        hints=[
            (
                "Try the lesson's table, in which 1 and 3 face each other, and then one with 2 and 2.",
                "1 と 3 が向かい合う解説の表で試し、次に 2 と 2 が向かい合う表で試してください。",
            ),
            (
                "Twice the same is a shortcut for one thing plus its mirror image. Is it one here?",
                "「2 倍」は「自分と鏡に映った自分」の近道です。この表は、鏡に映しても同じですか。",
            ),
            (
                "A road 3 km uphill takes 60 minutes, and 30 down again: 90, not twice 60.",
                "3 km の坂道を上るのに 60 分、下るのに 30 分。往復は 90 分で、60 分の 2 倍ではありません。",
            ),
        ],
    )
    def twice_the_rows(A, x):
        return 2 * A @ x

    @misconception(
        "matrix-gradient",
        en="You see only the squares: terms of two different knobs have a slope, too.",
        ja="2 乗の項しか見ていません。違うつまみどうしの項にも傾きがあります。",
        hints=[
            (
                "In the lesson's example the first slope is 12, and you have 4. Where are the others?",
                "解説の例で、最初の傾きは 12 です。4 しかありません。残りはどこへ行きましたか。",
            ),
            (
                "Held still does not mean gone: x₂ is a constant, and it may stand before x₁.",
                "止めておくのは、消してしまうことではありません。x₂ は定数として x₁ に掛かっています。",
            ),
            (
                "The area of a 5 by 7 garden grows by 7 for every metre that the short side grows.",
                "5 m × 7 m の庭は、短い辺を 1 m 伸ばすごとに、面積が 7 m² ずつ増えます。",
            ),
        ],
    )
    def squares_only(A, x):
        return 2 * np.diag(A) * x

    @misconception(
        "matrix-gradient",
        en="A knob's meeting with itself is counted once; its slope comes from both sides.",
        ja="自分自身との出会いを一度しか数えていません。傾きは両側から来ます。",
        hints=[
            (
                "In the lesson's example the first slope is 12. Which of 4, 2 and 6 is too small?",
                "解説の例で、最初の傾きは 12 です。4, 2, 6 のうち、小さすぎるのはどれですか。",
            ),
            (
                "What is the slope of 2·x₁·x₁? Both factors move.",
                "2·x₁·x₁ の傾きはいくつですか。動くのは、二つの因子の両方です。",
            ),
            (
                "A square of side 10 grows by 20 for every metre, not by 10: two sides move outwards.",
                "1 辺 10 m の正方形は、1 m につき 10 ではなく 20 増えます。外へ動く辺が二つあるからです。",
            ),
        ],
    )
    def itself_once(A, x):
        return (A + A.T - np.diag(np.diag(A))) @ x

    @misconception(
        "matrix-gradient",
        en="You add up all slopes: that is one change for all knobs at once, which blames nobody.",
        ja="すべての傾きを足しています。それでは全員が一度に動いた変化で、犯人が分かりません。",
        hints=[
            (
                "How many numbers does your function return, and how many knobs are there?",
                "あなたの関数が返す数はいくつですか。つまみはいくつありますか。",
            ),
            (
                "Every knob has a slope of its own, with the others held still.",
                "どのつまみにも、ほかを止めたときの自分の傾きがあります。",
            ),
            (
                "English +12 points, mathematics −5: whoever only hears +7 does not know what to study.",
                "英語が +12 点、数学が −5 点。+7 点とだけ聞いても、何を勉強すべきか分かりません。",
            ),
        ],
    )
    def all_at_once(A, x):
        return np.full(len(x), np.sum((A + A.T) @ x))
