package ipcmd

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// BrctlAddBridge is `brctl addbr`. A longer name is cut to the 15 bytes that the kernel takes.
type BrctlAddBridge struct{ Name string }

// BrctlDeleteBridge is `brctl delbr`.
type BrctlDeleteBridge struct{ Name string }

// BrctlAddInterface is `brctl addif`; what comes after a device that cannot be added is not.
type BrctlAddInterface struct {
	Bridge string
	Devs   []string
}

// BrctlDeleteInterface is `brctl delif`.
type BrctlDeleteInterface struct {
	Bridge string
	Devs   []string
}

// BrctlShow is `brctl show`; no names mean all bridges.
type BrctlShow struct{ Bridges []string }

// BrctlShowMACs is `brctl showmacs`.
type BrctlShowMACs struct{ Bridge string }

// BrctlShowSTP is `brctl showstp`.
type BrctlShowSTP struct{ Bridge string }

// BrctlSet is one of the commands that set a value: setageing, setbridgeprio, setfd, sethello, setmaxage and stp of a bridge,
// and hairpin, setpathcost and setportprio of a Port. Times are in hundredths of a second, on is 1 and off is 0.
type BrctlSet struct {
	Command string
	Bridge  string
	Port    string
	Value   int
}

func (BrctlAddBridge) tool() string       { return "brctl" }
func (BrctlDeleteBridge) tool() string    { return "brctl" }
func (BrctlAddInterface) tool() string    { return "brctl" }
func (BrctlDeleteInterface) tool() string { return "brctl" }
func (BrctlShow) tool() string            { return "brctl" }
func (BrctlShowMACs) tool() string        { return "brctl" }
func (BrctlShowSTP) tool() string         { return "brctl" }
func (BrctlSet) tool() string             { return "brctl" }

func (a BrctlAddBridge) words() []string    { return brctlWords("addbr", a.Name) }
func (a BrctlDeleteBridge) words() []string { return brctlWords("delbr", a.Name) }
func (a BrctlAddInterface) words() []string {
	return brctlWords("addif", append([]string{a.Bridge}, a.Devs...)...)
}
func (a BrctlDeleteInterface) words() []string {
	return brctlWords("delif", append([]string{a.Bridge}, a.Devs...)...)
}
func (a BrctlShow) words() []string     { return brctlWords("show", a.Bridges...) }
func (a BrctlShowMACs) words() []string { return brctlWords("showmacs", a.Bridge) }
func (a BrctlShowSTP) words() []string  { return brctlWords("showstp", a.Bridge) }

func (a BrctlSet) words() []string {
	words := []string{a.Bridge}
	c, _ := brctlCommandOf(a.Command)
	if c.port() {
		words = append(words, a.Port)
	}
	value := strconv.Itoa(a.Value)
	switch c.value {
	case brctlSwitch:
		value = map[bool]string{true: "on", false: "off"}[a.Value != 0]
	case brctlTime:
		value = hundredths(a.Value)
	}
	return brctlWords(a.Command, append(words, value)...)
}

// brctlWords puts "--" before the words that would be taken for options.
func brctlWords(command string, words ...string) []string {
	list := []string{command}
	for _, w := range words {
		if len(w) > 1 && w[0] == '-' {
			list = []string{command, "--"}
			break
		}
	}
	return append(list, quoteAll(words)...)
}

// brctlValue is how a value is written.
type brctlValue int

const (
	brctlNumber brctlValue = iota
	brctlTime
	brctlSwitch
)

// brctlCommand is a command of brctl_cmd.c.
type brctlCommand struct {
	said
	takes string                      // the words that follow it
	least int                         // how many of them it wants
	help  string                      // what it says of itself
	parse func(words []string) Action // nil for those that set a value
	// Of those: the kind of value, and the words for a wrong one.
	value brctlValue
	wrong string
}

// port tells whether it is about a port.
func (c brctlCommand) port() bool { return strings.Contains(c.takes, "<DEV>") }

func brctlCommands(yield func(brctlCommand) bool) {
	const onOff = "expect on/off for argument"
	const ofBridge, ofPort = "<BRIDGE> ", "<BRIDGE> <DEV> "
	each(yield, []brctlCommand{
		{said{"addbr", "make a bridge", "建一个网桥"}, "<NAME>", 1, "<bridge>\t\tadd bridge",
			func(w []string) Action { return BrctlAddBridge{w[0]} }, 0, ""},
		{said{"delbr", "take a bridge away", "删除一个网桥"}, ofBridge, 1, "<bridge>\t\tdelete bridge",
			func(w []string) Action { return BrctlDeleteBridge{w[0]} }, 0, ""},
		{said{"addif", "plug a device into a bridge", "把设备插到网桥上"}, ofPort, 2, "<bridge> <device>\tadd interface to bridge",
			func(w []string) Action { return BrctlAddInterface{w[0], w[1:]} }, 0, ""},
		{said{"delif", "unplug a device", "把设备拔下来"}, ofPort, 2, "<bridge> <device>\tdelete interface from bridge",
			func(w []string) Action { return BrctlDeleteInterface{w[0], w[1:]} }, 0, ""},
		{said{"hairpin", "frames may leave by the port that they came by", "帧可以从进来的端口出去"},
			ofPort + "<SWITCH>", 3, "<bridge> <port> {on|off}\tturn hairpin on/off", nil, brctlSwitch, onOff},
		{said{"setageing", "after how many seconds an address is forgotten", "多少秒之后忘掉地址"},
			ofBridge + "<SECONDS>", 2, "<bridge> <time>\t\tset ageing time", nil, brctlTime, "bad ageing time value"},
		{said{"setbridgeprio", "who is the root of the tree: the lowest", "谁是树根：数字最小的"},
			ofBridge + "<NUMBER>", 2, "<bridge> <prio>\t\tset bridge priority", nil, brctlNumber, "bad priority"},
		{said{"setfd", "how many seconds a port listens and learns", "端口监听和学习多少秒"},
			ofBridge + "<SECONDS>", 2, "<bridge> <time>\t\tset bridge forward delay", nil, brctlTime, "bad forward delay value"},
		{said{"sethello", "how often the tree is told of", "多久通告一次生成树"},
			ofBridge + "<SECONDS>", 2, "<bridge> <time>\t\tset hello time", nil, brctlTime, "bad hello timer value"},
		{said{"setmaxage", "how long what was told of the tree counts", "生成树通告的有效时间"},
			ofBridge + "<SECONDS>", 2, "<bridge> <time>\t\tset max message age", nil, brctlTime, "bad max age value"},
		{said{"setpathcost", "how far it is to the root by a port", "经过一个端口到树根有多远"},
			ofPort + "<NUMBER>", 3, "<bridge> <port> <cost>\tset path cost", nil, brctlNumber, "bad path cost value"},
		{said{"setportprio", "which port goes before another", "端口的优先顺序"},
			ofPort + "<NUMBER>", 3, "<bridge> <port> <prio>\tset port priority", nil, brctlNumber, "bad path priority value"},
		{said{"show", "list bridges and their ports", "列出网桥和端口"}, ofBridge, 0, "[ <bridge> ]\t\tshow a list of bridges",
			func(w []string) Action { return BrctlShow{append([]string(nil), w...)} }, 0, ""},
		{said{"showmacs", "which MAC address is behind which port", "哪个 MAC 地址在哪个端口后面"}, ofBridge, 1, "<bridge>\t\tshow a list of mac addrs",
			func(w []string) Action { return BrctlShowMACs{w[0]} }, 0, ""},
		{said{"showstp", "the spanning tree, as this bridge sees it", "这个网桥看到的生成树"}, ofBridge, 1, "<bridge>\t\tshow bridge stp info",
			func(w []string) Action { return BrctlShowSTP{w[0]} }, 0, ""},
		{said{"stp", "switch the spanning tree on or off", "开关生成树"},
			ofBridge + "<SWITCH>", 2, "<bridge> {on|off}\tturn stp on/off", nil, brctlSwitch, onOff},
	})
}

// brctlOperands are the words that may follow a command.
func brctlOperands(takes string) (list []Word) {
	for _, w := range []Word{
		{"<NAME>", "", "the bridge", "网桥"}, {"<BRIDGE>", "", "the bridge", "网桥"}, {"<DEV>", "", "its port", "它的端口"},
		{"<SWITCH>", "", "on or off", "开或关"}, {"<SECONDS>", "", "so many seconds", "多少秒"}, {"<NUMBER>", "", "the number", "数值"},
	} {
		if strings.Contains(takes, w.Form) {
			list = append(list, w)
		}
	}
	return list
}

// brctlPlaces are what may follow brctl, and what may follow each of its commands.
func brctlPlaces() (list []Place) {
	here := Place{After: "brctl"}
	for o := range brctlOptions {
		here.Words = append(append(here.Words, o.as(o.form, nil, false)...), o.as(o.letter, nil, false)...)
	}
	for c := range brctlCommands {
		here.Words = append(here.Words, c.as(c.form, nil, false)...)
		list = append(list, Place{"brctl " + c.form, brctlOperands(c.takes)})
	}
	return append(list, here)
}

func brctlCommandOf(name string) (brctlCommand, bool) {
	for c := range brctlCommands {
		if c.form == name {
			return c, true
		}
	}
	return brctlCommand{}, false
}

func brctlUsage() string {
	var b strings.Builder
	b.WriteString("Usage: brctl [commands]\ncommands:\n")
	for c := range brctlCommands {
		fmt.Fprintf(&b, "\t%-10s\t%s\n", c.form, c.help)
	}
	return b.String()
}

// ParseBrctl reads the words of a command line of brctl(8), "brctl" itself left out. The error is always an [*Error]; a wrong
// line of which something is told on standard output is a [Reply].
func ParseBrctl(words []string) (Command, error) {
	action, err := parseBrctl(words)
	if r, ok := action.(Reply); ok {
		r.Words, r.Tool = words, "brctl"
		action = r
	}
	if _, ok := action.(Foreign); ok {
		action = Foreign{Words: words, Tool: "brctl"}
	}
	return Command{Action: action}, err
}

func parseBrctl(words []string) (Action, error) {
	words, reply := takeBrctlOptions(words)
	switch {
	case reply != nil:
		return *reply, nil
	case len(words) == 0:
		return Reply{Out: brctlUsage(), Status: 1}, nil
	}
	c, ok := brctlCommandOf(words[0])
	if !ok {
		return Reply{Out: brctlUsage(), Err: "never heard of command [" + words[0] + "]\n", Status: 1}, nil
	}
	words = words[1:]
	switch {
	case len(words) < c.least:
		usage := fmt.Sprintf("Incorrect number of arguments for command\nUsage: brctl %s %s\n", c.form, c.help)
		return Reply{Out: usage, Status: 1}, nil
	case c.parse != nil:
		return c.parse(words), nil
	}
	return c.parseSet(words)
}

// brctlOption is an option, which is answered.
type brctlOption struct {
	said
	letter string
	answer func() string
}

func brctlOptions(yield func(brctlOption) bool) {
	each(yield, []brctlOption{
		{helpSaid("--h[elp]"), "-h", brctlUsage},
		{said{"--v[ersion]", "print the version", "打印版本"}, "-V", func() string { return "bridge-utils, 1.7\n" }},
	})
}

// takeBrctlOptions takes the options from among the words, wherever they stand (getopt_long(3)). The reply is not nil if one of
// them, or a wrong one, is all that there is to say.
func takeBrctlOptions(words []string) (rest []string, reply *Reply) {
	for i, word := range words {
		switch {
		case word == "--":
			return append(rest, words[i+1:]...), nil
		case len(word) < 2 || word[0] != '-':
			rest = append(rest, word)
			continue
		}
		for o := range brctlOptions {
			// Of several letters the first one is answered.
			if o.is(word, "") || strings.HasPrefix(word, o.letter) {
				return nil, &Reply{Out: o.answer()}
			}
		}
		if word[1] == '-' {
			return nil, brctlWrongOption(brctlLongOption(word))
		}
		return nil, brctlWrongOption("invalid option -- '" + word[1:2] + "'")
	}
	return rest, nil
}

// brctlLongOption is what getopt_long says of a long option that is none, or has a value.
func brctlLongOption(word string) string {
	name, _, _ := strings.Cut(word, "=")
	if name == "--" {
		return "option '" + word + "' is ambiguous; possibilities: '--help' '--version'"
	}
	for o := range brctlOptions {
		if o.is(name, "") {
			return "option '" + whole(o.form) + "' doesn't allow an argument"
		}
	}
	return "unrecognized option '" + word + "'"
}

func brctlWrongOption(text string) *Reply {
	return &Reply{Out: brctlUsage(), Err: "brctl: " + text + "\nUnknown option '?'\n", Status: 1}
}

// parseSet reads the words of a command that sets a value. Numbers that C's conversions carry elsewhere are left to brctl.
func (c brctlCommand) parseSet(words []string) (Action, error) {
	set := BrctlSet{Command: c.form, Bridge: words[0]}
	if c.port() {
		set.Port = words[1]
	}
	word := words[c.least-1]
	var ok bool
	switch c.value {
	case brctlSwitch:
		set.Value, ok = map[string]int{"on": 1, "yes": 1, "1": 1, "off": 0, "no": 0, "0": 0}[word]
	case brctlTime:
		set.Value, ok = scanTime(word)
	default:
		set.Value, ok = scanInteger(word)
	}
	switch {
	case !ok:
		return nil, refuse(1, "%s\n", c.wrong)
	case set.Value > 1<<30 || set.Value < -1<<30 || c.value == brctlTime && set.Value < 0:
		return Foreign{}, nil
	}
	return set, nil
}

// scanTime reads seconds as sscanf(3) does with %lf, and gives hundredths, as a struct timeval with ticks of 1/100 s has them.
func scanTime(word string) (int, bool) {
	seconds, ok := scanFloat(strings.TrimLeft(word, " \t\n\v\f\r"))
	if !ok || !(seconds >= 0 && seconds < 1e7) {
		return -1, ok
	}
	whole := int(seconds)
	micro := int(1000000 * (seconds - float64(whole)))
	return (whole*1000000 + micro) * 100 / 1000000, true
}

// scanFloat reads the number that a word begins with; C needs no exponent behind the digits of 0x1f, and wants some behind 0x.
func scanFloat(word string) (float64, bool) {
	for end := len(word); end > 0; end-- {
		if strings.Contains(word[:end], "_") {
			continue
		}
		n, err := strconv.ParseFloat(word[:end], 64)
		if err != nil {
			n, err = strconv.ParseFloat(word[:end]+"p0", 64)
		}
		if err == nil {
			hex := strings.Trim(word[:end], "+-") == "0" && strings.HasPrefix(strings.ToLower(word[end:]), "x")
			return n, !hex
		}
	}
	return 0, false
}

// hundredths writes a time such that scanTime reads it: 254 is "2.54".
func hundredths(value int) string {
	word := strconv.FormatFloat(float64(value)/100, 'f', -1, 64)
	if back, _ := scanTime(word); back != value {
		// 2.55 is a little less than that to a computer; half a tick more does no harm.
		word = fmt.Sprintf("%d.%02d5", value/100, value%100)
	}
	return word
}

// scanInteger reads what sscanf(3) does with %i: the number that a word begins with, whatever its base.
func scanInteger(word string) (int, bool) {
	word = strings.TrimLeft(word, " \t\n\v\f\r")
	digits := strings.TrimLeft(word, "+-")
	if len(word)-len(digits) > 1 {
		return 0, false
	}
	for end := len(digits); end > 0; end-- {
		n, err := strconv.ParseInt(digits[:end], 0, 64)
		if err != nil && !errors.Is(err, strconv.ErrRange) || isGoNumber(digits[:end]) {
			continue
		}
		if strings.HasPrefix(word, "-") {
			n = -n
		}
		return int(n), true
	}
	return 0, false
}
