"""ex5: wrong answers, one misunderstanding each."""

import numpy as np

from reference.catalogue import misconception


class is_stationary:
    @misconception(
        "local-minimum",
        en="You looked only at the largest slope, not at the length of the whole gradient.",
        ja="いちばん大きい傾きだけを見ています。勾配全体の長さではありません。",
        hints=[
            (
                "Try a gradient in which several slopes are equally large.",
                "同じくらいの大きさの傾きがいくつも並んだ勾配で試してください。",
            ),
            (
                "Many gentle slopes together can be steep. The length takes all of them in, the largest one alone does not.",
                "緩い傾きでも、たくさん合わさると急になることがあります。長さにはそのすべてが入りますが、最大の一つには入りません。",
            ),
            (
                "A room of 6 m by 8 m: its longer wall is 8 m, but from corner to corner it is 10 m.",
                "6 m × 8 m の部屋では、長いほうの壁は 8 m ですが、対角線は 10 m です。",
            ),
        ],
    )
    def largest_component(gradient, tolerance):
        return np.max(np.abs(gradient)) <= tolerance

    @misconception(
        "local-minimum",
        en="You added up the sizes of the slopes: that is the way round the block, not the straight line.",
        ja="傾きの大きさを足し合わせています。それは道なりの距離で、直線距離ではありません。",
        hints=[
            (
                "Compare your answer on a gradient with one slope and on one with two.",
                "傾きが一つだけの勾配と、二つある勾配で、答えを比べてください。",
            ),
            (
                "There are several ways to measure how large a vector is. Yours is larger than the Euclidean length as soon as two slopes are not zero.",
                "ベクトルの大きさの測り方はいくつもあります。0 でない傾きが二つ以上あると、あなたの測り方ではユークリッドの長さより大きくなります。",
            ),
            (
                "Walk 5 blocks east and 12 north: you have walked 17 blocks, but a bird flies 13.",
                "東へ 5 区画、北へ 12 区画歩くと、歩いたのは 17 区画です。鳥ならまっすぐ 13 区画で着きます。",
            ),
        ],
    )
    def sum_of_sizes(gradient, tolerance):
        return np.sum(np.abs(gradient)) <= tolerance

    @misconception(
        "local-minimum",
        en="You compared the square of the length with the tolerance itself.",
        ja="長さの 2 乗を、tolerance とそのまま比べています。",
        hints=[
            (
                "Try slopes that are much smaller than 1, and slopes that are much larger.",
                "1 よりずっと小さい傾きと、ずっと大きい傾きで試してください。",
            ),
            (
                "The two sides of your comparison are in different units: one is squared, the other is not.",
                "比べている二つの量の単位が違います。一方は 2 乗されていて、もう一方はされていません。",
            ),
            (
                "Is the side of a square field of 400 m² longer than 30 m? It is 20 m, so no. Comparing 400 with 30 says nothing.",
                "400 m² の正方形の畑の 1 辺は、30 m より長いでしょうか。1 辺は 20 m なので、短いのです。400 と 30 を比べても何も分かりません。",
            ),
        ],
    )
    def root_forgotten(gradient, tolerance):
        return np.sum(gradient**2) <= tolerance

    @misconception(
        "local-minimum",
        en="You added the slopes with their signs: a rise in one direction and a fall in another cancel.",
        ja="傾きを符号付きで足しています。ある方向の上りと、別の方向の下りが打ち消し合ってしまいます。",
        hints=[
            (
                "Try a gradient with two opposite slopes, one up and one down.",
                "上りと下りの、反対向きの傾きを持つ勾配で試してください。",
            ),
            (
                "Whether a slope goes up or down, the ground is not level. Signs must not be able to hide that.",
                "上りでも下りでも、地面は平らではありません。符号のせいでそれが隠れてはいけません。",
            ),
            (
                "A lift goes up 9 floors and down 9. In total it is where it was, but it has travelled 18 floors.",
                "エレベーターが 9 階分上がって 9 階分下がりました。差し引きは 0 ですが、止まっていたわけではなく、18 階分動いています。",
            ),
        ],
    )
    def signed_sum(gradient, tolerance):
        return abs(np.sum(gradient)) <= tolerance

    @misconception(
        "local-minimum",
        en="You compared the slopes with their signs: every fall, however steep, is below the tolerance.",
        ja="傾きを符号付きで比べています。どんなに急な下りでも、tolerance より小さいことになってしまいます。",
        hints=[
            (
                "Try a steep slope with a minus sign.",
                "マイナスの付いた急な傾きで試してください。",
            ),
            (
                "“Small” and “far below zero” are different things. What counts is the size of the whole, whatever its direction.",
                "「小さい」ことと「0 よりずっと下にある」ことは違います。問われているのは、向きに関係のない、全体の大きさです。",
            ),
            (
                "−30 °C is below 5 °C, but it is not near 0 °C. And a difference of −40 goals is no narrow defeat.",
                "−30 °C は 5 °C より低いですが、0 °C に近くはありません。得点差が −40 なら、惜しい負けとは言えません。",
            ),
        ],
    )
    def signed_components(gradient, tolerance):
        return bool(np.all(gradient <= tolerance))

    @misconception(
        "local-minimum",
        en="You divided by the number of knobs before taking the root: the more knobs, the gentler the same slope looks.",
        ja="平方根をとる前に、つまみの個数で割っています。つまみが多いほど、同じ傾きが緩く見えてしまいます。",
        hints=[
            (
                "Append a few zeros to a gradient. Should your answer change?",
                "勾配の後ろに 0 をいくつか付け足してください。答えは変わるべきでしょうか。",
            ),
            (
                "That is the typical size of one slope, a kind of mean. The question is about the whole arrow.",
                "それは傾き一つあたりの平均的な大きさです。問われているのは矢印全体です。",
            ),
            (
                "7 km east and then 24 km north end 25 km from home. Averaged over the two legs it would be 17.7 km, which is no distance on the map.",
                "東へ 7 km、北へ 24 km 進むと、家から 25 km の地点です。二つの区間で平均すると 17.7 km になりますが、地図のどこにもない距離です。",
            ),
        ],
    )
    def mean_square(gradient, tolerance):
        return np.sqrt(np.mean(gradient**2)) <= tolerance

    @misconception(
        "local-minimum",
        en="You left out the case in which the length is exactly the tolerance.",
        ja="長さが tolerance とちょうど等しい場合を除いてしまっています。",
        hints=[
            (
                "Look at the comparison sign.",
                "比較の記号を見てください。",
            ),
            (
                "A limit either belongs to what is allowed or it does not. Read again which it is here.",
                "境目の値は、許される側に入るか入らないかのどちらかです。ここではどちらなのか、説明を読み直してください。",
            ),
            (
                "“Children up to 12 travel free” includes a child of exactly 12; “children under 12” does not.",
                "「12 歳以下は無料」なら、ちょうど 12 歳の子も無料です。「12 歳未満」なら違います。",
            ),
        ],
    )
    def strictly_below(gradient, tolerance):
        return np.linalg.norm(gradient) < tolerance

    @misconception(
        "local-minimum",
        en="You ask for slopes of exactly zero. A walk comes close to that, but hardly ever there.",
        ja="傾きがちょうど 0 であることを求めています。歩いていくと 0 に近づきはしますが、ちょうど 0 になることはまずありません。",
        hints=[
            (
                "Which of your parameters is never used?",
                "使われていない引数はどれですか。",
            ),
            (
                "Close enough is enough, and how close that is, the caller says.",
                "十分に近ければよいのです。どこまで近ければよいかは、呼び出した側が決めます。",
            ),
            (
                "Halve a distance of 1 m again and again: after 10 times it is below 1 mm, after 1000 times it is still not 0.",
                "1 m の距離を半分、また半分と縮めると、10 回で 1 mm を切ります。しかし 1000 回縮めても 0 にはなりません。",
            ),
        ],
    )
    def exactly_zero(gradient, tolerance):
        return bool(np.all(gradient == 0))

    @misconception(
        "local-minimum",
        en="You answer the opposite question: True where it is steep.",
        ja="逆の問いに答えています。急なところで True になります。",
        hints=[
            (
                "Ask your function about a gradient of all zeros.",
                "すべて 0 の勾配で試してください。",
            ),
            (
                "The name of the function says what True means. Which side of the comparison is that?",
                "True の意味は関数の名前が示しています。それは大小のどちら側でしょうか。",
            ),
            (
                "is_full(7 litres, a bucket of 10) must be False. With the sign turned round, all empty buckets are full.",
                "is_full(水 7 L, 10 L のバケツ) は False でなければなりません。不等号が逆なら、空のバケツがみな満杯になります。",
            ),
        ],
    )
    def turned_round(gradient, tolerance):
        return np.linalg.norm(gradient) >= tolerance

    @misconception(
        "local-minimum",
        en="You answer for every knob by itself; the question is about the place as a whole.",
        ja="つまみごとに答えています。問われているのは、その場所全体についてです。",
        hints=[
            (
                "Look at the shape of what you return.",
                "返している値の形(shape)を見てください。",
            ),
            (
                "Who walks needs one decision, stop or go on. The slopes have to become one number before they are compared.",
                "歩く人に必要なのは、止まるか進むかという一つの判断です。傾きは、比べる前に一つの数にまとめる必要があります。",
            ),
            (
                "May bags of 8, 9 and 11 kg go on board, if 30 kg are allowed together? They weigh 28 kg: one “yes”, not three.",
                "8 kg, 9 kg, 11 kg の荷物は、合計 30 kg までなら持ち込めます。合計は 28 kg です。「はい」は三つではなく一つです。",
            ),
        ],
    )
    def each_by_itself(gradient, tolerance):
        return np.abs(gradient) <= tolerance


class descend_until:
    @misconception(
        "local-minimum",
        en="You take a step before you look: a start that is level already is left.",
        ja="確かめる前に一歩踏み出しています。出発点がすでに平らでも、離れてしまいます。",
        hints=[
            (
                "Start where the ground is level. How many steps does your function take?",
                "地面が平らなところから出発してください。何歩進みますか。",
            ),
            (
                "Looking and stepping are in the wrong order, so the very first place is never tested.",
                "「確かめる」と「踏み出す」の順番が逆です。最初の場所だけは一度も確かめられません。",
            ),
            (
                "“Add salt until it tastes right”: a soup that tastes right already gets 0 spoons. Who adds first and tastes afterwards adds at least 1.",
                "「ちょうどよい味になるまで塩を足す」とき、初めからちょうどよいスープに足す塩は 0 杯です。先に足してから味見をすると、必ず 1 杯は入ってしまいます。",
            ),
        ],
    )
    def step_before_look(gradient_of, start, learning_rate, tolerance, max_steps):
        point = start
        for steps in range(1, max_steps + 1):
            gradient = gradient_of(point)
            point = point - learning_rate * gradient
            if is_stationary(gradient_of(point), tolerance):
                return point, steps
        return point, max_steps

    @misconception(
        "local-minimum",
        en="You find that the ground is level, but by then you have already walked on.",
        ja="平らだと分かったときには、もう次の点へ動いてしまっています。",
        hints=[
            (
                "At which point was the gradient measured, and which point do you return?",
                "勾配を測ったのはどの点で、返しているのはどの点ですか。",
            ),
            (
                "Between the measurement and the decision the point has changed: the decision is about a place one step back.",
                "測ってから判断するまでの間に点が動いています。判断しているのは、一歩前の場所についてです。",
            ),
            (
                "A passenger sees that stop 5 is the right one, stays on the bus and gets off at the next: stop 6.",
                "5 番目の停留所で「ここだ」と気付いたのに、次で降りてしまう。降りたのは 6 番目です。",
            ),
        ],
    )
    def old_gradient_tested(gradient_of, start, learning_rate, tolerance, max_steps):
        point = start
        for steps in range(max_steps):
            gradient = gradient_of(point)
            point = point - learning_rate * gradient
            if is_stationary(gradient, tolerance):
                return point, steps
        return point, max_steps

    @misconception(
        "local-minimum",
        en="You always take all the steps: whether the ground is level is never asked.",
        ja="いつも歩数いっぱいまで歩いています。平らかどうかを一度も確かめていません。",
        hints=[
            (
                "Which of your parameters is never used?",
                "使われていない引数はどれですか。",
            ),
            (
                "There are two reasons to stop. Your loop knows only one of them.",
                "止まる理由は二つあります。あなたのループが知っているのは一つだけです。",
            ),
            (
                "“Search the 20 drawers until you find the key”: if it is in drawer 3, you do not open the other 17.",
                "「鍵が見つかるまで 20 個の引き出しを探す」のなら、3 個目で見つかれば、残りの 17 個は開けません。",
            ),
        ],
    )
    def never_stops(gradient_of, start, learning_rate, tolerance, max_steps):
        point = start
        for _ in range(max_steps):
            point = point - learning_rate * gradient_of(point)
        return point, max_steps

    @misconception(
        "local-minimum",
        en="Where the ground never gets level, you take one step too many.",
        ja="いつまでも平らにならないとき、一歩だけ余計に歩いています。",
        hints=[
            (
                "Call your function with max_steps = 0 on a slope.",
                "坂の途中で、max_steps = 0 として呼び出してください。",
            ),
            (
                "Your limit is off by one: count how often your loop runs when a single step is allowed.",
                "上限が一つずれています。1 歩だけ許されたとき、ループが何回回るかを数えてください。",
            ),
            (
                "Counting on from k = 0 while k <= 4 runs for 0, 1, 2, 3 and 4: five times, not four.",
                "k を 0 から始めて k <= 4 の間続けると、0, 1, 2, 3, 4 で、4 回ではなく 5 回になります。",
            ),
        ],
    )
    def one_step_more(gradient_of, start, learning_rate, tolerance, max_steps):
        point, steps = start, 0
        while not is_stationary(gradient_of(point), tolerance) and steps <= max_steps:
            point = point - learning_rate * gradient_of(point)
            steps += 1
        return point, steps

    @misconception(
        "local-minimum",
        en="You counted the places where you stood, not the steps between them: always one too many.",
        ja="歩数ではなく、立った場所の数を数えています。いつも一つ多くなります。",
        hints=[
            (
                "Start on level ground. What number should come back?",
                "平らなところから出発してください。返るべき数はいくつですか。",
            ),
            (
                "There is always one step fewer than there are places. With what number does your counter begin?",
                "歩数は、立った場所の数より必ず一つ少なくなります。数え始めの値はいくつになっていますか。",
            ),
            (
                "A fence with 10 posts has 9 sections.",
                "杭が 10 本の柵には、区間が 9 つあります。",
            ),
        ],
    )
    def points_counted(gradient_of, start, learning_rate, tolerance, max_steps):
        point, visited = start, 1
        while not is_stationary(gradient_of(point), tolerance) and visited <= max_steps:
            point = point - learning_rate * gradient_of(point)
            visited += 1
        return point, visited

    @misconception(
        "local-minimum",
        en="You tested the length of the step, not the slope: with a small learning rate every place looks level.",
        ja="傾きではなく歩幅を確かめています。学習率が小さいと、どこでも平らに見えてしまいます。",
        hints=[
            (
                "Make the learning rate ten times smaller. Do you still stop at the same steepness?",
                "学習率を 10 分の 1 にしてください。同じくらいの傾きのところで止まりますか。",
            ),
            (
                "A short step can mean level ground or short legs. Which quantity tells about the ground alone?",
                "一歩が短いのは、地面が平らだからかもしれないし、足が短いからかもしれません。地面のことだけを表す量はどちらですか。",
            ),
            (
                "On a slope of 40 % a snail moves 1 cm a minute. That it hardly moves does not make the slope level.",
                "勾配 40 % の坂を、かたつむりが 1 分に 1 cm 進みます。ほとんど進まないからといって、坂が平らなわけではありません。",
            ),
        ],
    )
    def step_length_tested(gradient_of, start, learning_rate, tolerance, max_steps):
        point = start
        for steps in range(max_steps):
            move = learning_rate * gradient_of(point)
            if is_stationary(move, tolerance):
                return point, steps
            point = point - move
        return point, max_steps

    @misconception(
        "local-minimum",
        en="You return where the walk began, not where it ended.",
        ja="着いた点ではなく、出発した点を返しています。",
        hints=[
            (
                "Look at the names in your return statements.",
                "return に書いた名前を見てください。",
            ),
            (
                "The point that moves and the start are two different things; only after zero steps are they the same.",
                "動いていく点と出発点は別のものです。同じなのは 0 歩のときだけです。",
            ),
            (
                "Who drives 30 km from kilometre 12 is not at kilometre 12, but at 42.",
                "12 km 地点から 30 km 走った車がいるのは、12 km 地点ではなく 42 km 地点です。",
            ),
        ],
    )
    def start_returned(gradient_of, start, learning_rate, tolerance, max_steps):
        point = start
        for steps in range(max_steps):
            gradient = gradient_of(point)
            if is_stationary(gradient, tolerance):
                return start, steps
            point = point - learning_rate * gradient
        return start, max_steps

    @misconception(
        "local-minimum",
        en="You stop where it is steep and walk on where it is level.",
        ja="急なところで止まり、平らなところで歩き続けています。",
        hints=[
            (
                "How many steps do you take from a steep start?",
                "急な出発点から、何歩進みますか。",
            ),
            (
                "A condition is turned round: read it aloud, together with the line that it guards.",
                "条件が逆になっています。条件と、そのときにすることを続けて声に出して読んでください。",
            ),
            (
                "“If the glass is not full, stop pouring” leaves every glass at 0 ml.",
                "「コップが満杯でなければ、注ぐのをやめる」では、どのコップも 0 ml のままです。",
            ),
        ],
    )
    def stops_while_steep(gradient_of, start, learning_rate, tolerance, max_steps):
        point = start
        for steps in range(max_steps):
            gradient = gradient_of(point)
            if not is_stationary(gradient, tolerance):
                return point, steps
            point = point - learning_rate * gradient
        return point, max_steps

    @misconception(
        "local-minimum",
        en="You stop in the right place, but report how many steps were allowed instead of how many you took.",
        ja="止まる場所は正しいのですが、実際の歩数ではなく、許された最大の歩数を返しています。",
        hints=[
            (
                "Compare the number that you return with how often your loop really ran.",
                "返している数と、ループが実際に回った回数を比べてください。",
            ),
            (
                "A limit is not a count. Who leaves a loop early has to remember how far it got.",
                "上限と回数は別のものです。途中で抜けるなら、どこまで進んだかを覚えておく必要があります。",
            ),
            (
                "You have 30 minutes for a test and are done after 18. “How long did it take you?” 18 minutes.",
                "30 分の試験を 18 分で解き終えました。「何分かかったか」への答えは 18 分です。",
            ),
        ],
    )
    def always_max_steps(gradient_of, start, learning_rate, tolerance, max_steps):
        point = start
        for _ in range(max_steps):
            gradient = gradient_of(point)
            if is_stationary(gradient, tolerance):
                break
            point = point - learning_rate * gradient
        return point, max_steps

    @misconception(
        "local-minimum",
        en="You moved the caller's start instead of a point of your own.",
        ja="自分の点ではなく、呼び出した側の start を動かしています。",
        hints=[
            (
                "Print start before and after your function ran.",
                "関数を実行する前とあとで、start を表示してください。",
            ),
            (
                "An in-place operator writes into the array itself. Whoever else has a name for that array sees it too.",
                "その場で書きかえる演算子は、配列そのものを変えます。同じ配列を指すほかの名前からも、変わって見えます。",
            ),
            (
                "a = np.zeros(2); b = a; b += 5. Now a is 5, 5 as well: the assignment made no copy.",
                "a = np.zeros(2); b = a; b += 5 とすると、a も 5, 5 になります。代入ではコピーされません。",
            ),
        ],
    )
    def start_moved(gradient_of, start, learning_rate, tolerance, max_steps):
        point = start
        for steps in range(max_steps):
            gradient = gradient_of(point)
            if is_stationary(gradient, tolerance):
                return point, steps
            point -= learning_rate * gradient
        return point, max_steps

    @misconception(
        "update-rule",
        en="You walk uphill: every step goes along the gradient instead of against it.",
        ja="坂を上っています。どの一歩も、勾配と逆の向きではなく同じ向きに進んでいます。",
        hints=[
            (
                "Print the length of the gradient at every step. Does it shrink?",
                "一歩ごとに勾配の長さを表示してください。小さくなっていますか。",
            ),
            (
                "The gradient points to where the loss grows fastest.",
                "勾配が指すのは、損失が最も速く増える向きです。",
            ),
            (
                "At u = 4 the slope of u² is 8, so to the right it goes up: at 4.8 the height is 23.04 instead of 16, at 3.2 it is 10.24.",
                "u = 4 での u² の傾きは 8 なので、右は上りです。4.8 に進むと高さは 16 から 23.04 に増え、3.2 に進むと 10.24 に減ります。",
            ),
        ],
    )
    def uphill(gradient_of, start, learning_rate, tolerance, max_steps):
        point = start
        for steps in range(max_steps):
            gradient = gradient_of(point)
            if is_stationary(gradient, tolerance):
                return point, steps
            point = point + learning_rate * gradient
        return point, max_steps

    @misconception(
        "update-rule",
        en="You forgot the learning rate: every step is as long as the gradient.",
        ja="学習率を忘れています。どの一歩も、勾配と同じ長さになっています。",
        hints=[
            (
                "Which of your parameters is never used?",
                "使われていない引数はどれですか。",
            ),
            (
                "The gradient says which way and how steep. How far to trust it in one step, something else says.",
                "勾配が教えるのは、向きと急さです。それを信じて一歩でどこまで進むかは、別のものが決めます。",
            ),
            (
                "u² has the slope 6 at u = 3. A step of the whole 6 lands at −3, just as high as before; a step of 0.6 lands at 2.4, lower.",
                "u = 3 での u² の傾きは 6 です。6 をまるごと進むと −3 に着き、高さは前と同じです。0.6 だけ進めば 2.4 に着き、低くなります。",
            ),
        ],
    )
    def no_rate(gradient_of, start, learning_rate, tolerance, max_steps):
        point = start
        for steps in range(max_steps):
            gradient = gradient_of(point)
            if is_stationary(gradient, tolerance):
                return point, steps
            point = point - gradient
        return point, max_steps

    @misconception(
        "update-rule",
        en="Your steps get shorter by a rule of your own; here the learning rate stays what it is.",
        ja="独自の規則で歩幅をだんだん縮めています。ここでは学習率は一定です。",
        hints=[
            (
                "From the second step on, print the quotient of your step and the gradient.",
                "2 歩目以降、一歩の長さを勾配で割った値を表示してください。",
            ),
            (
                "Schedules that shrink the rate exist, but none was asked for. Which extra quantity stands in your step?",
                "学習率を縮めていく方法もありますが、ここでは求められていません。あなたの一歩には、どんな余計な量が入っていますか。",
            ),
            (
                "A tap runs 12 litres a minute. If the second minute brings 6 and the third 4, somebody is closing it.",
                "蛇口から 1 分に 12 L 出るはずです。2 分目に 6 L、3 分目に 4 L しか出ないなら、だれかが栓を閉めています。",
            ),
        ],
    )
    def rate_shrinks(gradient_of, start, learning_rate, tolerance, max_steps):
        point = start
        for steps in range(max_steps):
            gradient = gradient_of(point)
            if is_stationary(gradient, tolerance):
                return point, steps
            point = point - learning_rate / (steps + 1) * gradient
        return point, max_steps

    @misconception(
        "update-rule",
        en="You feel the slope once, at the start, and then walk on blindly.",
        ja="傾きを出発点で一度だけ調べ、あとはそれを使い続けています。",
        hints=[
            (
                "How often, and where, do you ask gradient_of?",
                "gradient_of を何回、どこで呼び出していますか。",
            ),
            (
                "A slope is local: it belongs to the place where it was felt, and one step later it is out of date.",
                "傾きは局所的なもので、調べた場所でしか通用しません。一歩動けばもう古くなります。",
            ),
            (
                "At u = 8, 4, 2 the parabola u² has the slopes 16, 8, 4. Who feels it only at 8 believes in 16 to the end.",
                "放物線 u² の傾きは、u = 8, 4, 2 で 16, 8, 4 です。8 でしか調べない人は、最後まで 16 だと信じ込みます。",
            ),
        ],
    )
    def old_slope_kept(gradient_of, start, learning_rate, tolerance, max_steps):
        point, gradient = start, gradient_of(start)
        for steps in range(max_steps):
            if is_stationary(gradient, tolerance):
                return point, steps
            point = point - learning_rate * gradient
        return point, max_steps

    @misconception(
        "local-minimum",
        en="Where the steps run out, you return the place before the last step.",
        ja="歩数を使い切ったとき、最後の一歩の手前の点を返しています。",
        hints=[
            (
                "Call your function with max_steps = 1 on a slope. Has the point moved?",
                "坂の途中で、max_steps = 1 として呼び出してください。点は動いていますか。",
            ),
            (
                "Two names hold two successive places. Look at which of them leaves the function.",
                "二つの名前が、前後する二つの場所を指しています。返しているのはどちらでしょうか。",
            ),
            (
                "After 6 moves of a game the board of move 5 is shown: the last move is missing.",
                "6 手目まで指したのに、5 手目の盤面を見せています。最後の一手が抜けています。",
            ),
        ],
    )
    def previous_returned(gradient_of, start, learning_rate, tolerance, max_steps):
        point = previous = start
        for steps in range(max_steps):
            gradient = gradient_of(point)
            if is_stationary(gradient, tolerance):
                return point, steps
            previous = point
            point = point - learning_rate * gradient
        return previous, max_steps

    @misconception(
        "local-minimum",
        en="Where the steps run out before the ground is level, you throw the whole walk away.",
        ja="平らになる前に歩数を使い切ると、それまで歩いた分をすべて捨てています。",
        hints=[
            (
                "Which point do you return when your loop runs to its end?",
                "ループが最後まで回ったとき、どの点を返していますか。",
            ),
            (
                "Not to have arrived is no failure: the way so far has already led downhill.",
                "着かなくても失敗ではありません。ここまでの道のりで、もう下ってきています。",
            ),
            (
                "With 30 minutes for 10 problems, 7 are solved when time is up. They count, although 3 are missing.",
                "30 分で 10 問の試験で、7 問解いたところで時間切れになりました。3 問残っていても、7 問分の点は付きます。",
            ),
        ],
    )
    def gives_up(gradient_of, start, learning_rate, tolerance, max_steps):
        point = start
        for steps in range(max_steps):
            gradient = gradient_of(point)
            if is_stationary(gradient, tolerance):
                return point, steps
            point = point - learning_rate * gradient
        return start, max_steps

    @misconception(
        "update-rule",
        en="You work out the next point, but do not keep it: the walk stays at its start.",
        ja="次の点を計算していますが、取っておいていません。ずっと出発点にいます。",
        hints=[
            (
                "Print the point in every round of your loop.",
                "ループのたびに点を表示してください。",
            ),
            (
                "An expression on a line of its own is worked out and thrown away.",
                "式だけを書いた行は、計算されてすぐに捨てられます。",
            ),
            (
                "After n = 7 the line n + 3 changes nothing: n is still 7.",
                "n = 7 のあとに n + 3 という行を書いても、n は 7 のままです。",
            ),
        ],
    )
    def never_moves(gradient_of, start, learning_rate, tolerance, max_steps):
        point = start
        for steps in range(max_steps):
            gradient = gradient_of(point)
            if is_stationary(gradient, tolerance):
                return point, steps
            point - learning_rate * gradient
        return point, max_steps

    @misconception(
        "update-rule",
        en="Every step sets out from the start again, not from the point that was reached.",
        ja="どの一歩も、着いた点からではなく出発点から踏み出しています。",
        hints=[
            (
                "Which point does your step set out from?",
                "あなたの一歩は、どの点から踏み出していますか。",
            ),
            (
                "A walk puts one step behind the other. Yours tries single steps, all from the same place.",
                "歩くとは、着いた場所から次の一歩を重ねることです。あなたの一歩は、どれも同じ場所から始まっています。",
            ),
            (
                "Three stairs of 20 cm, each from the last: 20, 40, 60 cm. Each from the floor: 20, 20, 20 cm.",
                "20 cm の段を 3 段、前の段から上れば 20, 40, 60 cm です。毎回床から上れば 20, 20, 20 cm のままです。",
            ),
        ],
    )
    def step_from_start(gradient_of, start, learning_rate, tolerance, max_steps):
        point = start
        for steps in range(max_steps):
            gradient = gradient_of(point)
            if is_stationary(gradient, tolerance):
                return point, steps
            point = start - learning_rate * gradient
        return point, max_steps


class best_of_restarts:
    @misconception(
        "local-minimum",
        en="You chose the lowest start and walked from there only. Which valley is the lowest, only the ends can tell.",
        ja="最も低い出発点を選び、そこからだけ下っています。どの谷が最も低いかは、着いてみなければ分かりません。",
        hints=[
            (
                "From how many of the starts do you walk?",
                "いくつの出発点から下っていますか。",
            ),
            (
                "You compare before you walk. A low start may lie above a shallow valley, a high one above a deep valley.",
                "歩く前に比べています。低い出発点の下に浅い谷が、高い出発点の下に深い谷があるかもしれません。",
            ),
            (
                "Halfway through the race A leads by 10 m, and in the end B wins by 5. Medals go by the finish.",
                "中間点では A が 10 m 先を走っていましたが、最後は B が 5 m 差で勝ちました。メダルはゴールの順で決まります。",
            ),
        ],
    )
    def best_start_chosen(loss, gradient_of, starts, learning_rate, steps):
        point = min(starts, key=loss)
        for _ in range(steps):
            point = point - learning_rate * gradient_of(point)
        return point, loss(point)

    @misconception(
        "local-minimum",
        en="You walk from the first start only; the others are never tried.",
        ja="最初の出発点からしか下っていません。ほかの出発点を試していません。",
        hints=[
            (
                "Exchange two rows of starts. Should the loss that is found change?",
                "starts の 2 行を入れ替えてください。見つかる損失は変わるべきでしょうか。",
            ),
            (
                "One walk gets to know one valley. What makes restarts worth while is that there are several.",
                "一度歩いて分かるのは一つの谷だけです。何度も出発し直すのは、谷がいくつもあるからです。",
            ),
            (
                "Three shops ask 900, 700 and 800 yen. Who goes to the first one only pays 900.",
                "3 軒の店の値段は 900 円、700 円、800 円です。最初の店しか見ない人は 900 円払います。",
            ),
        ],
    )
    def only_the_first(loss, gradient_of, starts, learning_rate, steps):
        point = starts[0]
        for _ in range(steps):
            point = point - learning_rate * gradient_of(point)
        return point, loss(point)

    @misconception(
        "local-minimum",
        en="You return where the last walk ended, whether or not that was the lowest.",
        ja="最後に歩いた結果を返しています。それが最も低いとは限りません。",
        hints=[
            (
                "What does your variable hold when the loop is over?",
                "ループが終わったとき、変数には何が入っていますか。",
            ),
            (
                "Every walk overwrites the result of the one before, and nothing is compared.",
                "歩くたびに前の結果が上書きされ、何も比べられていません。",
            ),
            (
                "Throws of 41, 56 and 48 m: a board that shows only the latest says 48, and the 56 is forgotten.",
                "41 m, 56 m, 48 m と 3 回投げました。最新の記録しか残らない掲示板には 48 m と出て、56 m は忘れられます。",
            ),
        ],
    )
    def last_one_kept(loss, gradient_of, starts, learning_rate, steps):
        for start in starts:
            point = start
            for _ in range(steps):
                point = point - learning_rate * gradient_of(point)
        return point, loss(point)

    @misconception(
        "local-minimum",
        en="Of equally low ends you keep the last one; the first is asked for.",
        ja="同じ低さの点がいくつもあるとき、最後のものを選んでいます。求められているのは最初のものです。",
        hints=[
            (
                "Try two starts that end equally low in two different places.",
                "違う場所の、同じ低さに着く出発点を二つ用意して試してください。",
            ),
            (
                "Look at what lets a new end take the place of the old one: what happens on equality?",
                "新しい点が前の点に取って代わる条件を見てください。等しいときはどうなりますか。",
            ),
            (
                "Aya runs 12.3 s, later Ken runs 12.3 s as well. Equalling a record does not break it: it stays Aya's.",
                "アヤが 12.3 秒で走り、あとでケンも 12.3 秒で走りました。並んだだけでは記録を破ったことにならず、アヤの記録のままです。",
            ),
        ],
    )
    def last_on_ties(loss, gradient_of, starts, learning_rate, steps):
        best, lowest = None, np.inf
        for start in starts:
            point = start
            for _ in range(steps):
                point = point - learning_rate * gradient_of(point)
            if loss(point) <= lowest:
                best, lowest = point, loss(point)
        return best, lowest

    @misconception(
        "local-minimum",
        en="You keep the highest end: the worst walk instead of the best.",
        ja="最も高い点を残しています。最良ではなく最悪の結果です。",
        hints=[
            (
                "Compare the loss that you return with the losses of the other ends.",
                "返している損失を、ほかの終点の損失と比べてください。",
            ),
            (
                "“Best” is the largest of some quantities and the smallest of others. A loss measures how bad things are.",
                "「最良」は、量によって最大のことも最小のこともあります。損失は「悪さ」を測る量です。",
            ),
            (
                "In golf 68 strokes beat 74; in basketball 74 points beat 68.",
                "ゴルフでは 68 打が 74 打に勝ち、バスケットボールでは 74 点が 68 点に勝ちます。",
            ),
        ],
    )
    def highest_kept(loss, gradient_of, starts, learning_rate, steps):
        ends = []
        for point in starts:
            for _ in range(steps):
                point = point - learning_rate * gradient_of(point)
            ends.append(point)
        best = max(ends, key=loss)
        return best, loss(best)

    @misconception(
        "local-minimum",
        en="You keep the end where the ground is most level. Every valley is level at its bottom; being low is something else.",
        ja="最も平らな点を選んでいます。どの谷も底は平らです。平らなことと低いことは違います。",
        hints=[
            (
                "By which quantity do you compare the ends?",
                "終点どうしを、どの量で比べていますか。",
            ),
            (
                "A slope cannot tell a deep valley from a shallow one. Even the top of a pass is level.",
                "傾きからは、谷が深いか浅いかは分かりません。峠の頂上でさえ平らです。",
            ),
            (
                "A lake at 1500 m and a lake at 200 m are both perfectly flat. Which is lower, a spirit level cannot say.",
                "標高 1500 m の湖も 200 m の湖も、水面は真っ平らです。どちらが低いかは、水準器では分かりません。",
            ),
        ],
    )
    def flattest_kept(loss, gradient_of, starts, learning_rate, steps):
        ends = []
        for point in starts:
            for _ in range(steps):
                point = point - learning_rate * gradient_of(point)
            ends.append(point)
        best = min(ends, key=lambda end: np.linalg.norm(gradient_of(end)))
        return best, loss(best)

    @misconception(
        "local-minimum",
        en="You return the start of the best walk with the loss of its end: the two do not belong together.",
        ja="最良の道の出発点と、その終点での損失を組にして返しています。二つは別の場所のものです。",
        hints=[
            (
                "Work out the loss of the point that you return, and compare it with the loss that you return.",
                "返した点での損失を計算し、返した損失と比べてください。",
            ),
            (
                "Two names in your loop stand for two different places.",
                "ループの中の二つの名前が、別々の場所を指しています。",
            ),
            (
                "A parcel goes from Osaka, 15 m above the sea, to Nagano, at 370 m. “Osaka, 370 m” is nowhere.",
                "荷物が大阪(標高 15 m)から長野(標高 370 m)に届きました。「大阪、標高 370 m」という場所はどこにもありません。",
            ),
        ],
    )
    def start_returned(loss, gradient_of, starts, learning_rate, steps):
        best, lowest = None, np.inf
        for start in starts:
            point = start
            for _ in range(steps):
                point = point - learning_rate * gradient_of(point)
            if loss(point) < lowest:
                best, lowest = start, loss(point)
        return best, lowest

    @misconception(
        "local-minimum",
        en="You never go to the next start: every walk begins where the one before ended.",
        ja="次の出発点に移っていません。どの道も、前の道の終点から始まっています。",
        hints=[
            (
                "Print where each of your walks begins.",
                "それぞれの道がどこから始まるかを表示してください。",
            ),
            (
                "Your loop runs once for every start, but does not use them.",
                "ループは出発点の数だけ回っていますが、出発点そのものを使っていません。",
            ),
            (
                "Three long jumps, each from where the last one landed, lead to 5, 10 and 15 m. Nobody has jumped 15 m.",
                "走り幅跳びで、前に着地した所から続けて 3 回跳ぶと 5 m, 10 m, 15 m と進みます。15 m を跳んだ人はいません。",
            ),
        ],
    )
    def walks_on(loss, gradient_of, starts, learning_rate, steps):
        point = starts[0]
        ends = []
        for _ in starts:
            for _ in range(steps):
                point = point - learning_rate * gradient_of(point)
            ends.append(point)
        best = min(ends, key=loss)
        return best, loss(best)

    @misconception(
        "local-minimum",
        en="You averaged the ends. Between two valleys lies a ridge.",
        ja="終点を平均しています。二つの谷の間にあるのは尾根です。",
        hints=[
            (
                "Compare the loss of your point with the losses of the single ends.",
                "返した点の損失を、それぞれの終点の損失と比べてください。",
            ),
            (
                "The mean of good places need not be a good place.",
                "良い場所の平均が良い場所とは限りません。",
            ),
            (
                "One friend lives 3 km east of the river, another 3 km west. The mean of their homes is in the water.",
                "友人の一人は川の 3 km 東、もう一人は 3 km 西に住んでいます。家の位置を平均すると、川の中になります。",
            ),
        ],
    )
    def ends_averaged(loss, gradient_of, starts, learning_rate, steps):
        ends = []
        for point in starts:
            for _ in range(steps):
                point = point - learning_rate * gradient_of(point)
            ends.append(point)
        middle = np.mean(ends, axis=0)
        return middle, loss(middle)

    @misconception(
        "local-minimum",
        en="You take all the steps at once, by the slope at the start. On the way the slope would have changed.",
        ja="出発点の傾きだけを使い、全部の歩数を一度に進んでいます。本当は途中で傾きが変わります。",
        hints=[
            (
                "How often do you ask for a gradient on a walk of 5 steps?",
                "5 歩の道で、勾配を何回尋ねていますか。",
            ),
            (
                "A slope holds for one short step. A giant one may leap over the valley.",
                "傾きが通用するのは短い一歩だけです。大きな一歩では谷を飛び越えてしまうかもしれません。",
            ),
            (
                "u² with rate 0.25 from u = 8: two steps lead to 4 and to 2. Two steps' length at once lands at 0, three at −4.",
                "u² を学習率 0.25 で u = 8 から下ると、2 歩で 4, 2 と進みます。2 歩分を一度に進むと 0、3 歩分なら −4 に着きます。",
            ),
        ],
    )
    def one_step_only(loss, gradient_of, starts, learning_rate, steps):
        ends = [point - steps * learning_rate * gradient_of(point) for point in starts]
        best = min(ends, key=loss)
        return best, loss(best)


class largest_stable_rate:
    @misconception(
        "update-rule",
        en="Your rate is the one that reaches the bottom of the steepest direction in a single step. Beyond it, descent still converges.",
        ja="最も急な方向の谷底に一歩で着く学習率です。それを超えても、まだ収束します。",
        hints=[
            (
                "Walk with 1.5 times your rate. Does the distance to the bottom still shrink?",
                "あなたの答えの 1.5 倍の学習率で歩いてください。谷底までの距離は、それでも縮みますか。",
            ),
            (
                "To jump over the bottom is not yet to diverge. What counts is whether one lands further away than before.",
                "谷底を飛び越えても、まだ発散とは限りません。前より遠くに着くかどうかが問題です。",
            ),
            (
                "A swing that goes 100 cm to the left and then 80 cm to the right comes to rest: 80, 64, 51 … Only if it went beyond 100 would it grow.",
                "左へ 100 cm、次に右へ 80 cm 振れるブランコは、80, 64, 51 … といずれ止まります。振れが大きくなっていくのは、100 cm を超えて戻るときだけです。",
            ),
        ],
    )
    def one_over(hessian):
        return 1 / np.linalg.eigvalsh(hessian)[-1]

    @misconception(
        "update-rule",
        en="You asked the flattest direction for its limit. The steepest one diverges long before.",
        ja="最も緩い方向の限界を調べています。最も急な方向は、それよりずっと手前で発散します。",
        hints=[
            (
                "Which of the eigenvalues do you use?",
                "どの固有値を使っていますか。",
            ),
            (
                "All directions share one learning rate. It has to suit the one that bears least.",
                "どの方向も同じ学習率を使います。最も我慢のきかない方向に合わせる必要があります。",
            ),
            (
                "Under bridges of 3.2, 3.8 and 4.5 m a lorry of 4.4 m does not get far.",
                "高さ 3.2 m, 3.8 m, 4.5 m の橋の下を通る道があります。高さ 4.4 m のトラックでは通り抜けられません。",
            ),
        ],
    )
    def flattest_direction(hessian):
        return 2 / np.linalg.eigvalsh(hessian)[0]

    @misconception(
        "update-rule",
        en="You looked along the axes only. The steepest direction may lie between them.",
        ja="座標軸の方向しか見ていません。最も急な方向は、軸と軸の間にあるかもしれません。",
        hints=[
            (
                "What do the numbers off the diagonal do in your answer?",
                "対角線の外にある数は、あなたの答えに影響していますか。",
            ),
            (
                "Along an axis one knob moves alone. When knobs move together, it can be steeper than for any one of them.",
                "軸の方向では、つまみが一つだけ動きます。一緒に動かすと、どの一つを動かすよりも急になることがあります。",
            ),
            (
                "q = u² + v² + 1.8·u·v is 1 at distance 1 along either axis, but 1.9 along the diagonal, at u = v = 0.707.",
                "q = u² + v² + 1.8·u·v は、どちらの軸に沿っても距離 1 で 1 です。しかし対角線方向の u = v = 0.707 では 1.9 になります。",
            ),
        ],
    )
    def diagonal_only(hessian):
        return 2 / np.max(np.diag(hessian))

    @misconception(
        "update-rule",
        en="You added up the steepness of all directions. No single direction is as steep as their sum.",
        ja="すべての方向の急さを足し合わせています。どの方向も、その合計ほど急ではありません。",
        hints=[
            (
                "Try a matrix with the same number twice on its diagonal and zeros elsewhere.",
                "対角線に同じ数が二つ並び、ほかは 0 の行列で試してください。",
            ),
            (
                "Your rate is safe, but below the limit: directions that have nothing to do with each other are added.",
                "安全な学習率ですが、限界より小さくなっています。互いに関係のない方向を足し合わせているからです。",
            ),
            (
                "To clear mountains of 900, 1200 and 1500 m one need not fly at 3600 m.",
                "標高 900 m, 1200 m, 1500 m の山を越えるのに、3600 m の高さを飛ぶ必要はありません。",
            ),
        ],
    )
    def trace(hessian):
        return 2 / np.trace(hessian)

    @misconception(
        "update-rule",
        en="You used the largest entry of the matrix. How steep it gets, no single entry says.",
        ja="行列の最大の成分を使っています。どれだけ急になるかは、一つの成分だけからは分かりません。",
        hints=[
            (
                "Compare your answer with how much the gradient Hx really grows in different directions.",
                "いろいろな方向に動いたとき、勾配 Hx がどれだけ増えるかを、あなたの答えと比べてください。",
            ),
            (
                "Entries depend on how the axes are laid, steepness does not.",
                "成分は座標軸の置き方で変わりますが、坂の急さは変わりません。",
            ),
            (
                "The matrix with the rows (0.6, 0.8) and (0.8, −0.6) has no entry above 0.8, and yet it leaves (2, 1) as long as it was.",
                "(0.6, 0.8) と (0.8, −0.6) を行とする行列に、0.8 より大きい成分はありません。それでも (2, 1) は縮まず、(2, 1) のままです。",
            ),
        ],
    )
    def largest_entry(hessian):
        return 2 / np.max(hessian)

    @misconception(
        "update-rule",
        en="You took the root of the sum of all squared entries: all directions are blended in it, and it is larger than the steepest.",
        ja="すべての成分の 2 乗の和の平方根を使っています。あらゆる方向が混ざり、最も急な方向より大きくなります。",
        hints=[
            (
                "What does np.linalg.norm calculate for a matrix, if you say nothing else?",
                "np.linalg.norm は、行列に対して何も指定しないと何を計算しますか。",
            ),
            (
                "A matrix has several norms. The default one takes it for one long vector.",
                "行列のノルムは一つではありません。何も指定しなければ、行列を一本の長いベクトルとみなしたノルムになります。",
            ),
            (
                "A 4 × 4 matrix with 3 on the diagonal and 0 elsewhere: that root is √36 = 6, although it makes every vector just 3 times as long.",
                "対角線が 3、ほかが 0 の 4 × 4 の行列では √36 = 6 になります。しかし、この行列はどんなベクトルも 3 倍に伸ばすだけです。",
            ),
        ],
    )
    def all_entries(hessian):
        return 2 / np.linalg.norm(hessian)

    @misconception(
        "update-rule",
        en="Your rate grows with the steepness. The steeper the valley, the shorter the steps have to be.",
        ja="谷が急なほど学習率が大きくなっています。急な谷ほど、歩幅は小さくしなければなりません。",
        hints=[
            (
                "Make the matrix ten times larger. Which way should the rate go?",
                "行列を 10 倍にしてください。学習率はどちらに動くべきでしょうか。",
            ),
            (
                "A fraction stands upside down.",
                "分数の上下が逆です。",
            ),
            (
                "120 km take 2 hours at 60 km/h and 1 hour at 120 km/h: faster means less time. Speed over distance would make it 0.5 and 1.",
                "120 km の道のりは、時速 60 km で 2 時間、時速 120 km で 1 時間です。速いほど短くなります。逆に割ると 0.5 と 1 で、速いほど長くなってしまいます。",
            ),
        ],
    )
    def eigenvalue_itself(hessian):
        return np.linalg.eigvalsh(hessian)[-1] / 2

    @misconception(
        "update-rule",
        en="You took the average steepness. On average all may look well while the steepest direction diverges.",
        ja="平均の急さを使っています。平均ではうまくいきそうでも、最も急な方向では発散します。",
        hints=[
            (
                "Follow the walk along each eigenvector by itself.",
                "固有ベクトルの方向ごとに、歩みを追ってください。",
            ),
            (
                "A limit is set by the worst case, not by the mean.",
                "限界を決めるのは、平均ではなく最悪の場合です。",
            ),
            (
                "A river that is 1 m deep on average can have a place of 4 m.",
                "平均の深さが 1 m の川にも、4 m の深みがあるかもしれません。",
            ),
        ],
    )
    def mean_curvature(hessian):
        return 2 / np.mean(np.linalg.eigvalsh(hessian))

    @misconception(
        "update-rule",
        en="You took the first eigenvalue of a list that is in no order.",
        ja="並び順の決まっていない固有値のうち、最初の一つを使っています。",
        hints=[
            (
                "Print all the eigenvalues of several matrices.",
                "いくつかの行列について、固有値をすべて表示してください。",
            ),
            (
                "The function that you use does not sort: which one comes first is an accident.",
                "使っている関数は固有値を並べ替えません。どれが最初に来るかは偶然です。",
            ),
            (
                "Of three people of 152, 171 and 165 cm, the first to come in is not always the same one.",
                "身長 152 cm, 171 cm, 165 cm の 3 人のうち、最初に部屋に入るのがいつも同じ人とは限りません。",
            ),
        ],
    )
    def unsorted(hessian):
        return 2 / np.linalg.eigvals(hessian)[0]
