package tui

import "vethlab/tui/diagram"

// words are all words of the screen in one language. Those with a % are formats of package fmt.
type words struct {
	lang, other string // "en", "zh": this one, and the one that L changes to
	keys        keyWords
	diagram     diagram.Words

	lessons, choose, minutes, done, fresh, finished, noLessons string // the list
	cannot, absent, cure, needs                                string // what this machine does not allow

	lesson, network, terminal, ping, help, jumpTo, again string // titles of panes and of what lies over them
	step, live, recorded                                 string // the line at the top

	predict, right, wrong, rightIs, answer   string
	yourTurn, hintIs, noMoreHints, solution  string
	running, opening, seeking, stopped, then string
	exit, mismatch, theEnd, emptyTerminal    string
	askAgain                                 string
	typeHere, typed, leavePrompt             string
	notRecorded, pingRecorded                string
	noAnswer, waiting, loss                  string
	tooSmall, failed, above, below, after    string

	advice func(error string) string
}

// keyWords say what each key does.
type keyWords struct {
	up, down, open, run, next, previous, jump, reset, focus, prompt, zoom, hint, solve, stop, language, help, back, page,
	pageBack, choose, cancel, confirm, answer, more, quit string
}

func wordsIn(lang string) words {
	if lang == "zh" {
		return chinese()
	}
	return english()
}

func english() words {
	return words{
		lang: "en", other: "zh",
		keys: keyWords{
			up: "up", down: "down", open: "open", run: "run", next: "next step", previous: "step back", jump: "go to a step",
			reset: "start again", focus: "next pane", prompt: "type", zoom: "enlarge", hint: "hint", solve: "solve it",
			stop: "stop what runs", language: "中文", help: "help", back: "back", page: "page down", pageBack: "page up",
			choose: "choose an answer", cancel: "close", confirm: "yes",
			answer: "answer", more: "read on", quit: "quit",
		},
		diagram: diagram.English(),

		lessons: "Lessons", choose: "Choose a lesson with ↑ ↓, and press enter.", minutes: "%d min", done: "%d of %d steps done",
		fresh: "new", finished: "done", noLessons: "There are no lessons.",
		cannot: "This machine allows no lab:", absent: "Not on this machine, should a lesson ask for it:", cure: "cure", needs: "needs %s",

		lesson: "Lesson", network: "Network", terminal: "Terminal", ping: "Ping", help: "Keys", jumpTo: "Go to a step",
		again: "Start again", step: "step %d of %d", live: "live", recorded: "recording",

		predict: "Predict", right: "Right!", wrong: "Not quite.", rightIs: "The answer: %s", answer: "↑ ↓ and enter, or a number",
		yourTurn: "Your turn: press : and type your own commands. i gives a hint, s shows the solution and runs it.",
		hintIs:   "Hint: ", noMoreHints: "That was the last hint. s shows the solution.", solution: "The solution",
		running: "running … ctrl+c stops it", opening: "opening the lab …", seeking: "going there …", stopped: "stopped",
		then: "enter: next step", exit: "exit status %d", mismatch: "not what the lesson expected",
		theEnd: "The end of this lesson. q goes back to the list.", emptyTerminal: "What the commands print is shown here.",
		askAgain: "Everything you built in this lab goes away.\n\nenter  this step again\na      the lesson from its beginning\nesc    no",
		typeHere: "type a command, enter runs it", typed: "typed", leavePrompt: "enter run   ↑ ↓ earlier lines   esc leave",
		notRecorded:  "A recording cannot run your own commands.",
		pingRecorded: "not measured in a recording",
		noAnswer:     "no answer", waiting: "waiting …", loss: "loss %d %%",
		tooSmall: "vethlab needs %dx%d; this is %dx%d", failed: "It could not be done: %v", above: "↑", below: "↓ more",
		after:  "what it shows is explained once the commands have run",
		advice: adviseEnglish,
	}
}

func chinese() words {
	return words{
		lang: "zh", other: "en",
		keys: keyWords{
			up: "上", down: "下", open: "打开", run: "执行", next: "下一步", previous: "上一步", jump: "跳到某步", reset: "重新开始",
			focus: "换窗格", prompt: "输入命令", zoom: "放大", hint: "提示", solve: "看答案", stop: "停止", language: "English", help: "帮助",
			back: "返回", page: "下翻", pageBack: "上翻", choose: "选答案", cancel: "关闭", confirm: "确定",
			answer: "回答", more: "往下读", quit: "退出",
		},
		diagram: diagram.Chinese(),

		lessons: "课程", choose: "用 ↑ ↓ 选一课，按 enter 打开。", minutes: "%d 分钟", done: "已完成 %d / %d 步",
		fresh: "未学", finished: "已学完", noLessons: "没有课程。",
		cannot: "这台机器不允许实验环境：", absent: "这台机器上没有（有的课程会用到）：", cure: "办法", needs: "需要 %s",

		lesson: "课文", network: "网络", terminal: "终端", ping: "Ping", help: "按键", jumpTo: "跳到某步",
		again: "重新开始", step: "第 %d 步，共 %d 步", live: "实时", recorded: "录像",

		predict: "预测", right: "对！", wrong: "不对。", rightIs: "答案是：%s", answer: "用 ↑ ↓ 和 enter，或按数字",
		yourTurn: "轮到你：按 : 输入自己的命令。i 给提示，s 显示答案并执行。",
		hintIs:   "提示：", noMoreHints: "没有更多提示了。s 显示答案。", solution: "答案",
		running: "正在执行…… ctrl+c 停止", opening: "正在打开实验环境……", seeking: "正在跳转……", stopped: "已停止",
		then: "enter：下一步", exit: "退出状态 %d", mismatch: "与课文不符",
		theEnd: "本课结束。按 q 回到课程列表。", emptyTerminal: "命令的输出显示在这里。",
		askAgain: "你在这里搭的一切都会消失。\n\nenter  重做这一步\na      从头重学本课\nesc    取消",
		typeHere: "输入命令，按 enter 执行", typed: "输入", leavePrompt: "enter 执行   ↑ ↓ 历史   esc 离开",
		notRecorded:  "录像不能执行你自己的命令。",
		pingRecorded: "录像中不测量",
		noAnswer:     "没有回答", waiting: "等待中……", loss: "丢失 %d %%",
		tooSmall: "vethlab 需要 %dx%d，现在是 %dx%d", failed: "没有做成：%v", above: "↑", below: "↓ 还有",
		after:  "命令执行之后会有讲解",
		advice: adviseChinese,
	}
}
