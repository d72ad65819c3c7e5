package tui

import "vethlab/tui/diagram"

// words are all words of the screen in one language. Those with a % are formats of package fmt.
type words struct {
	lang, other string // "en", "zh": this one, and the one that L changes to
	colon       string // with the blank behind it, where there is one
	keys        keyWords
	diagram     diagram.Words

	lessons, choose, minutes, done, fresh, finished, noLessons string // the list
	cannot, absent, cure, needed                               string // what this machine does not allow

	lesson, network, terminal, ping, help, jumpTo, again string // titles of panes and of what lies over them
	step, live, recorded                                 string // the line at the top

	signs, steps, here                                                                                                         string // the help's title of the legend; what the dots at the top mean, and that of the step where one is
	turn, prompt                                                                                                               string // names of places in the help
	predict, right, wrong, skipped, answer                                                                                     string
	yourTurn, managed, undone, fleeting, partly, missing, managedTyping, unchecked, uncheckable, hintIs, noMoreHints, solution string
	running, runningKeys, queued, alsoWait, dropped, exitHere, opening, seeking, resumed, stopped                              string
	then, theEnd, wholeScreen, emptyTerminal, leftOut                                                                          string
	exit, exitExpected, mismatch, astray, differs, otherwise, elsewhere, goBack, goThere                                       string
	sizes                                                                                                                      map[diagram.Zoom]string
	amounts, unfolded, nothingToUnfold                                                                                         string // of a docker command
	leftPrompt                                                                                                                 string
	lookingBack, firstStep                                                                                                     string // told by the key that looks back
	askAgain, askReset, askRunning, typeHere, tabWrites, lineKept, readBack, searching                                         string
	meaning, shownWords, printedBy, nothingToExplain                                                                           string // of what words mean
	notRecorded, turnRecorded, pingRecorded, noLab                                                                             string
	noAnswer, notSent, waiting, loss                                                                                           string
	tooSmall, failed, above, below, after, mouse                                                                               string
}

// keyWords say what each key does.
type keyWords struct {
	up, down, open, quit                                                                                    string
	run, next, previous, jump, reset, focus, prompt, zoom, unzoom, hint, solve, unfold, explain, stop, more string
	nextShort, focusShort, unfoldShort                                                                      string // at the bottom, where room is dear
	choose, skip, answer, question                                                                          string
	promptLong, exit                                                                                        string
	left, right, nearer, farther, older, newer, clear, leave, complete, search                              string
	language, help, back, page, pageBack, first, last, cancel, confirm, anew, away, stay                    string
}

func wordsIn(lang string) words {
	if lang == "zh" {
		return chinese()
	}
	return english()
}

func english() words {
	return words{
		lang: "en", other: "zh", colon: ": ",
		keys: keyWords{
			up: "up", down: "down", open: "open", quit: "quit",
			run: "run", next: "next step", nextShort: "next", previous: "look back", jump: "go to a step", reset: "start again",
			focus: "next pane", focusShort: "pane", unfoldShort: "unfold", prompt: "type", promptLong: "type a command", exit: "leave, as exit does", zoom: "enlarge", unzoom: "smaller", hint: "hint", solve: "solve it", unfold: "what docker did", explain: "explain",
			stop: "stop", more: "read on",
			choose: "choose an answer", skip: "skip it", answer: "answer", question: "to the question",
			left: "scroll left", right: "scroll right", nearer: "draw more of each", farther: "draw less of each", older: "earlier line", newer: "later line", complete: "complete", search: "search", clear: "clear, or stop",
			leave:    "lesson",
			language: "中文", help: "help", back: "back", page: "page down", pageBack: "page up", first: "to the top", last: "to the end", cancel: "close", away: "leave", stay: "stay here",
			confirm: "this step again", anew: "the whole lesson again",
		},
		diagram: diagram.English(),

		lessons: "Lessons", choose: "Choose a lesson with ↑ ↓, and press enter.", minutes: "%d min",
		done: "%d of %d steps done", fresh: "new", finished: "done", noLessons: "There are no lessons.",
		cannot: "This machine allows no lab:", absent: "Not on this machine, should a lesson ask for it:", cure: "cure",
		needed: "%s; this lesson needs it",

		lesson: "Lesson", network: "Network", terminal: "Terminal", ping: "Ping", help: "Keys", jumpTo: "Go to a step",
		again: "Start again", step: "step %d of %d", live: "live", recorded: "recording",

		signs: "Signs", steps: "steps: done, not yet", here: "here; here and done",
		turn: "Your turn", prompt: "While you type",
		predict: "Predict", right: "Right! Run it and see.", wrong: "Not quite. Run it, and see why.",
		skipped: "Skipped. Run it and see.", answer: "↑ ↓ and enter, or a number; 0 skips it",
		yourTurn: "Your turn: press : and type your own commands. i gives a hint, s starts over and runs the solution.",
		managed:  "Done: the network is what was asked for. s starts over and shows the lesson's own way.",
		undone:   "You had it: the network was what was asked for, and is another now. s starts over and shows the lesson's own way.", managedTyping: " (esc first.)",
		fleeting:    "Not done after all: what was asked for was there, and went by itself, as a container does whose command has ended.",
		partly:      "So far %[1]d of the %[2]d parts of what is asked for are there.",
		missing:     "Still missing, for one: %s",
		unchecked:   "Whether it is done cannot be seen yet: the solution is being tried in a second lab.",
		uncheckable: "Whether it is done cannot be seen here: the solution was tried in a second lab, in vain: %v",
		hintIs:      "Hint: ", noMoreHints: "That was the last hint. s runs the solution.", solution: "The solution",
		running: "running … ctrl+c stops it", runningKeys: "running … ctrl+c stops it, : types what runs next", queued: "runs when this one has ended", alsoWait: " (%d waiting)", dropped: "; %d that waited do not run", exitHere: "This is the lab itself: esc leaves the prompt, q then the lesson.", opening: "opening the lab …", seeking: "going there …", stopped: "stopped",
		resumed: "You left off here: step %d. g goes to any other step.",
		then:    "enter: next step", theEnd: "The end of this lesson. q goes back to the list.",
		wholeScreen:   "This program wants the whole screen, which it cannot have here. `vethlab sh` can give it one.",
		emptyTerminal: "What the commands print is shown here.", leftOut: "… earlier output is left out",
		exit: "exit status %d", exitExpected: "failed (exit status %d), as the lesson says",
		mismatch: "not what the lesson expected: the key r starts this step again", astray: "it ran in %s, the lesson runs it in %s: the key r starts this step again",
		differs:   "The lesson shows other output here.",
		elsewhere: "This is for %s, you are in %s: %s, enter runs it here.", goBack: "exit goes back", goThere: "r starts again",
		otherwise: "What follows tells of what the lesson shows. Here a command did something else: r starts this step again.",
		sizes: map[diagram.Zoom]string{
			diagram.Compact: "drawing: a line for each namespace, where one is enough", diagram.Fit: "drawing: as much of each as there is room for",
			diagram.Full: "drawing: all that the width has room for, however long it gets",
		},
		meaning: "what the words mean", shownWords: "What was shown:", printedBy: "What %s showed:", nothingToExplain: "There is no command here yet.",
		amounts: "u: the commands that do the same (%d)", nothingToUnfold: "There is no docker command in view to unfold.",
		unfolded:    "the same as these commands (u hides them):",
		lookingBack: "Looking back: the lab stays as it is. r starts this step again.", firstStep: "This is the first step. r starts it again.",
		leftPrompt: "You left the prompt: the lab goes on. : types again.",
		askAgain:   "Everything you built in this lab goes away.", askReset: "What you built goes away; the steps before run anew.", askRunning: "A command still runs here; it ends with the lab.", lineKept: "Your line is kept; : goes on with it.", readBack: "↑ pgup reads back", typeHere: "type a command, enter runs it", tabWrites: "tab writes %s", searching: "search",
		notRecorded:  "A recording cannot run your own commands.",
		turnRecorded: "Your turn, in a recording: think it through. i gives a hint, s plays the solution.",
		pingRecorded: "not measured in a recording", noLab: "recording: no lab here: %v — %s",
		noAnswer: "no answer", notSent: "not sent", waiting: "waiting …", loss: "loss %d %%",
		tooSmall: "vethlab needs %dx%d; this is %dx%d", failed: "It could not be done: %v", above: "↑", below: "↓ more",
		after: "what it shows is explained once the commands have run",
		mouse: "The mouse: the wheel scrolls, a click chooses.",
	}
}

func chinese() words {
	return words{
		lang: "zh", other: "en", colon: "：",
		keys: keyWords{
			up: "上", down: "下", open: "打开", quit: "退出",
			run: "执行", next: "下一步", nextShort: "下一步", previous: "回看", jump: "跳到某步", reset: "重新开始", focus: "换窗格", focusShort: "换窗格", unfoldShort: "展开",
			prompt: "输入命令", promptLong: "输入命令", exit: "离开，同 exit", zoom: "放大", unzoom: "缩小", hint: "提示", solve: "看答案", unfold: "docker 做了什么", explain: "解释", stop: "停止", more: "往下读",
			choose: "选答案", skip: "跳过", answer: "回答", question: "去答题",
			left: "左移", right: "右移", nearer: "画得更细", farther: "画得更简", older: "上一条", newer: "下一条", complete: "补全", search: "搜索", clear: "清空，或停止", leave: "回到课文",
			language: "English", help: "帮助", back: "返回", page: "下翻", pageBack: "上翻", first: "到开头", last: "到末尾", cancel: "关闭", away: "离开", stay: "留在这里",
			confirm: "重做这一步", anew: "从头重学本课",
		},
		diagram: diagram.Chinese(),

		lessons: "课程", choose: "用 ↑ ↓ 选一课，按 enter 打开。", minutes: "%d 分钟", done: "已完成 %d / %d 步",
		fresh: "未学", finished: "已学完", noLessons: "没有课程。",
		cannot: "这台机器不允许运行实验环境：", absent: "这台机器上没有（有的课程会用到）：", cure: "解决办法", needed: "%s；本课需要它",

		lesson: "课文", network: "网络", terminal: "终端", ping: "Ping", help: "按键", jumpTo: "跳到某步",
		again: "重新开始", step: "第 %d 步，共 %d 步", live: "实时", recorded: "录像",

		signs: "符号", steps: "步骤：已完成、未做", here: "当前；当前且已完成",
		turn: "轮到你", prompt: "输入命令时",
		predict: "预测", right: "对！执行一下看看。", wrong: "不太对。执行一下，看看为什么。",
		skipped: "已跳过。执行一下看看。", answer: "用 ↑ ↓ 和 enter，或按数字；0 跳过",
		yourTurn: "轮到你：按 : 输入自己的命令。i 给提示，s 重新开始并执行答案。",
		managed:  "完成了：网络已经是题目要求的样子。按 s 会重新开始，并显示课程的做法。",
		undone:   "已经做到过：网络曾经是题目要求的样子，现在又变了。按 s 会重新开始，并显示课程的做法。", managedTyping: "（先按 esc。）",
		fleeting:    "还没有完成：刚才已经是题目要求的样子，但又自己变了，例如容器的命令一结束，容器就退出了。",
		partly:      "目前做到了题目要求的 %[1]d 处，共 %[2]d 处。",
		missing:     "还缺，例如：%s",
		unchecked:   "现在还看不出是否完成：正在另一个实验环境里试做答案。",
		uncheckable: "这里看不出是否完成：在另一个实验环境里没能做出答案：%v",
		hintIs:      "提示：", noMoreHints: "没有更多提示了。按 s 显示答案。", solution: "答案",
		running: "正在执行…… 按 ctrl+c 停止", runningKeys: "正在执行…… 按 ctrl+c 停止，按 : 输入下一条", queued: "当前这条结束后执行", alsoWait: "（还有 %d 条在等）", dropped: "；还有 %d 条不再执行", exitHere: "这里就是实验环境本身：esc 离开命令行，然后 q 离开课程。", opening: "正在打开实验环境……", seeking: "正在跳转……", stopped: "已停止",
		resumed: "上次学到这里：第 %d 步。按 g 可跳到别的步。",
		then:    "enter：下一步", theEnd: "本课结束。按 q 回到课程列表。",
		wholeScreen:   "这个程序要用整个屏幕，这里给不了。请改用 `vethlab sh`。",
		emptyTerminal: "命令的输出显示在这里。", leftOut: "…… 更早的输出已略去",
		exit: "退出状态 %d", exitExpected: "失败（退出状态 %d），与课文一致",
		mismatch: "与课文不符：按 r 键可以重做这一步", astray: "在 %s 里执行了，课文是在 %s 里执行的：按 r 键可以重做这一步",
		differs:   "这里的输出与课文不同。",
		elsewhere: "这条要在 %s 里执行，你在 %s：%s，再按 enter 就在这里执行。", goBack: "输入 exit 回去", goThere: "按 r 重做这一步",
		otherwise: "下面讲的是课文里的结果，这里有一条命令的结果不一样：按 r 可以重做这一步。",
		sizes: map[diagram.Zoom]string{
			diagram.Compact: "画法：能用一行表示的命名空间，各画一行", diagram.Fit: "画法：放得下多少就画多少", diagram.Full: "画法：宽度放得下的全部画出，长了可以滚动",
		},
		meaning: "这些词的意思", shownWords: "输出里的词：", printedBy: "%s 的输出里的词：", nothingToExplain: "这里还没有命令。",
		amounts: "u：做同样事情的命令（%d 条）", nothingToUnfold: "这里没有可以展开的 docker 命令。",
		unfolded:    "相当于这些命令（按 u 收起）：",
		lookingBack: "回看：实验环境不变。按 r 可以重做这一步。", firstStep: "这是第一步。按 r 可以重做。",
		leftPrompt: "已离开命令行，实验环境还在。按 : 可继续输入。",
		askAgain:   "你在这里搭的一切都会消失。", askReset: "你搭的一切都会消失，前面的步骤会重新执行。", askRunning: "还有命令在执行，离开就会中断。", lineKept: "输入到一半的命令还在：按 : 接着输入。", readBack: "↑ pgup 往回看", typeHere: "输入命令，按 enter 执行", tabWrites: "按 tab 写入 %s", searching: "搜索",
		notRecorded:  "录像中不能执行你自己的命令。",
		turnRecorded: "轮到你（录像）：先自己想一想。i 给提示，s 播放答案。",
		pingRecorded: "录像中不测量", noLab: "录像：这里没有实验环境：%v —— %s",
		noAnswer: "没有回应", notSent: "没有发出", waiting: "等待中……", loss: "丢包 %d %%",
		tooSmall: "vethlab 需要 %dx%d，现在是 %dx%d", failed: "操作失败：%v", above: "↑", below: "↓ 更多",
		after: "命令执行之后会有讲解",
		mouse: "鼠标：滚轮滚动，点击选择。",
	}
}
