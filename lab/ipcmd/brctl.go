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
	if c.port {
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

// brctlCommand is a command of brctl_cmd.c: how many words it wants, and what it says of itself.
type brctlCommand struct {
	name  string
	words int
	help  string
	// Of the commands that set: whether they set a port's, the kind of value, and the words for a wrong one.
	port  bool
	value brctlValue
	wrong string
}

func brctlCommands() []brctlCommand {
	const onOff = "expect on/off for argument"
	return []brctlCommand{
		{name: "addbr", words: 1, help: "<bridge>\t\tadd bridge"},
		{name: "delbr", words: 1, help: "<bridge>\t\tdelete bridge"},
		{name: "addif", words: 2, help: "<bridge> <device>\tadd interface to bridge"},
		{name: "delif", words: 2, help: "<bridge> <device>\tdelete interface from bridge"},
		{"hairpin", 3, "<bridge> <port> {on|off}\tturn hairpin on/off", true, brctlSwitch, onOff},
		{"setageing", 2, "<bridge> <time>\t\tset ageing time", false, brctlTime, "bad ageing time value"},
		{"setbridgeprio", 2, "<bridge> <prio>\t\tset bridge priority", false, brctlNumber, "bad priority"},
		{"setfd", 2, "<bridge> <time>\t\tset bridge forward delay", false, brctlTime, "bad forward delay value"},
		{"sethello", 2, "<bridge> <time>\t\tset hello time", false, brctlTime, "bad hello timer value"},
		{"setmaxage", 2, "<bridge> <time>\t\tset max message age", false, brctlTime, "bad max age value"},
		{"setpathcost", 3, "<bridge> <port> <cost>\tset path cost", true, brctlNumber, "bad path cost value"},
		{"setportprio", 3, "<bridge> <port> <prio>\tset port priority", true, brctlNumber, "bad path priority value"},
		{name: "show", words: 0, help: "[ <bridge> ]\t\tshow a list of bridges"},
		{name: "showmacs", words: 1, help: "<bridge>\t\tshow a list of mac addrs"},
		{name: "showstp", words: 1, help: "<bridge>\t\tshow bridge stp info"},
		{"stp", 2, "<bridge> {on|off}\tturn stp on/off", false, brctlSwitch, onOff},
	}
}

func brctlCommandOf(name string) (brctlCommand, bool) {
	for _, c := range brctlCommands() {
		if c.name == name {
			return c, true
		}
	}
	return brctlCommand{}, false
}

func brctlUsage() string {
	var b strings.Builder
	b.WriteString("Usage: brctl [commands]\ncommands:\n")
	for _, c := range brctlCommands() {
		fmt.Fprintf(&b, "\t%-10s\t%s\n", c.name, c.help)
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
	words, reply := brctlOptions(words)
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
	if len(words) < c.words {
		usage := fmt.Sprintf("Incorrect number of arguments for command\nUsage: brctl %s %s\n", c.name, c.help)
		return Reply{Out: usage, Status: 1}, nil
	}
	switch c.name {
	case "addbr":
		return BrctlAddBridge{words[0]}, nil
	case "delbr":
		return BrctlDeleteBridge{words[0]}, nil
	case "addif":
		return BrctlAddInterface{words[0], words[1:]}, nil
	case "delif":
		return BrctlDeleteInterface{words[0], words[1:]}, nil
	case "show":
		return BrctlShow{append([]string(nil), words...)}, nil
	case "showmacs":
		return BrctlShowMACs{words[0]}, nil
	case "showstp":
		return BrctlShowSTP{words[0]}, nil
	}
	return c.parseSet(words)
}

// brctlOptions takes the options from among the words, wherever they stand (getopt_long(3)). The reply is not nil if one of
// them, or a wrong one, is all that there is to say.
func brctlOptions(words []string) (rest []string, reply *Reply) {
	for i, word := range words {
		switch {
		case word == "--":
			return append(rest, words[i+1:]...), nil
		case len(word) < 2 || word[0] != '-':
			rest = append(rest, word)
			continue
		case matches(word, "--help"), word[1] == 'h':
			return nil, &Reply{Out: brctlUsage()}
		case matches(word, "--version"), word[1] == 'V':
			return nil, &Reply{Out: "bridge-utils, 1.7\n"}
		case word[1] == '-':
			return nil, brctlWrongOption(brctlLongOption(word))
		}
		return nil, brctlWrongOption("invalid option -- '" + word[1:2] + "'")
	}
	return rest, nil
}

// brctlLongOption is what getopt_long says of a long option that is none, or has a value.
func brctlLongOption(word string) string {
	name, _, value := strings.Cut(word, "=")
	for _, full := range []string{"--help", "--version"} {
		if value && matches(name, full) {
			return "option '" + full + "' doesn't allow an argument"
		}
	}
	return "unrecognized option '" + word + "'"
}

func brctlWrongOption(text string) *Reply {
	return &Reply{Out: brctlUsage(), Err: "brctl: " + text + "\nUnknown option '?'\n", Status: 1}
}

// parseSet reads the words of a command that sets a value. Numbers that C's conversions carry elsewhere are left to brctl.
func (c brctlCommand) parseSet(words []string) (Action, error) {
	set := BrctlSet{Command: c.name, Bridge: words[0]}
	if c.port {
		set.Port = words[1]
	}
	word := words[c.words-1]
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
	word = strings.TrimLeft(word, " \t\n\v\f\r")
	for end := len(word); end > 0; end-- {
		if strings.ContainsAny(word[:end], "_xXpP") {
			continue
		}
		seconds, err := strconv.ParseFloat(word[:end], 64)
		if err != nil {
			continue
		}
		if !(seconds >= 0 && seconds < 1e7) {
			return -1, true
		}
		whole := int(seconds)
		micro := int(1000000 * (seconds - float64(whole)))
		return (whole*1000000 + micro) * 100 / 1000000, true
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
