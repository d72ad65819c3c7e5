package ipcmd

import (
	"slices"
	"strings"
)

// Batch is `ip -batch FILE` or `bridge -batch FILE` (ip(8)): each line of a file, "-" for standard input, is a command line without
// the program's name and its flags.
type Batch struct {
	File string
	Tool string // as of [Foreign]
}

func (b Batch) words() []string { return []string{"-batch", quote(b.File)} }

func (b Batch) tool() string { return Foreign{Tool: b.Tool}.tool() }

// BatchLine is a line of a batch that is a command.
type BatchLine struct {
	Number int // from 1, of its last line where it is continued
	Words  []string
	// Wrong is why the line cannot be taken apart, which ends the batch; else it is nil. It may have no words.
	Wrong *Error
}

// most is how many words a line of a batch may have (MAX_ARGS of utils.h, of which one ends the list).
const most = 511

// BatchLines takes a batch apart as lib/utils.c does (getcmdline, makeargs): # begins a comment, even in quotes, a backslash at the end
// goes on in the next line, and a word may stand in quotes.
func BatchLines(text string) (list []BatchLine) {
	lines := strings.SplitAfter(text, "\n")
	uncomment := func(line string) string {
		before, _, _ := strings.Cut(line, "#")
		return before
	}
	for i := 0; i < len(lines); i++ {
		line := uncomment(lines[i])
		for strings.Contains(line, "\\\n") {
			if i++; i >= len(lines) || lines[i] == "" {
				return append(list, BatchLine{Number: i, Wrong: &Error{Text: "Missing continuation line\n"}})
			}
			before, after, _ := strings.Cut(line, "\\\n")
			line = before + uncomment(lines[i]) + after
		}
		words, wrong := batchWords(line)
		if wrong != nil || len(words) > 0 {
			list = append(list, BatchLine{Number: i + 1, Words: words, Wrong: wrong})
		}
	}
	return list
}

func batchWords(line string) (words []string, wrong *Error) {
	const blanks = " \t\r\n"
	for line = strings.TrimLeft(line, blanks); line != ""; line = strings.TrimLeft(line, blanks) {
		if len(words) == most {
			return nil, &Error{Text: "Too many arguments to command\n", Status: 1}
		}
		end := strings.IndexAny(line, blanks)
		if quote := line[0]; quote == '\'' || quote == '"' {
			line = line[1:]
			if end = strings.IndexByte(line, quote); end < 0 {
				return nil, &Error{Text: "Unterminated quoted string\n", Status: 1}
			}
		}
		if end < 0 {
			return append(words, line), nil
		}
		words, line = append(words, line[:end]), line[end+1:]
	}
	return words, nil
}

// Parse reads the words of a line of a batch, with the flags that were given to the batch.
func (b Batch) Parse(o Options, words []string) (Command, error) {
	return b.parse(o, &args{words: words, own: o.own})
}

// Check is as [Check], for a line of a batch.
func (b Batch) Check(o Options, words []string, in func(Options) Names) error {
	_, err := b.parse(o, &args{words: words, own: o.own, names: in(o)})
	return refusal(err)
}

func (b Batch) parse(o Options, a *args) (Command, error) {
	if b.tool() == "bridge" {
		return parseBridgeObject(a, o, Command{Action: Foreign{Words: a.words, Tool: "bridge"}})
	}
	return parseObject(a, Command{Options: o}, a.words)
}

// Ends tells whether what a line of a batch told, with that status, ended iproute2's process: the rest of the batch is then not
// read. Else the line has failed, and with -force the next one comes.
func (b Batch) Ends(a Action, status int, told string) bool {
	switch a.(type) {
	case NetnsExec:
		return false
	case NeighModify:
		if status == 2 {
			return true
		}
	}
	begins := func(prefix string) bool { return strings.HasPrefix(told, prefix) }
	returned := []string{
		"Cannot find device ", "Cannot find bridge ", "Cannot find network device ", "Device ", "Object ", "No netns name specified", "You failed to specify",
		"Cannot open network namespace", "Cannot remove namespace file", "Cannot create namespace file", "RTNETLINK answers", "Invalid VLAN ",
		"open: ", "ioctl(", "Invalid mac address ", "pvid cannot ", "Flush requires arguments", "Failed to send flush request", "*** Flush remains ", "\"ip rule ",
	}
	// What the kernel refused begins as some of what iproute2 refuses.
	exits := []string{"Error: argument \"", "Error: duplicate \"", "Error: either \"", "Error: unexpected end ", "Error: \"nexthop\""}
	switch {
	case status == 0, strings.HasSuffix(told, "is invalid lladdr.\n"):
		return false
	case begins("Not enough information: "), begins("Cannot find device ") && b.tool() == "ip":
		return status == 255
	case strings.HasSuffix(told, "Dump terminated\n"), slices.ContainsFunc(exits, begins):
		return true
	}
	return status != 2 && !(status >= 254 && begins("Error: ")) && !slices.ContainsFunc(returned, begins)
}
