package explain

import "strings"

// token is a word of a command line, or what stands between words: an operator of the shell.
type token struct {
	from, to int    // bytes of the line
	text     string // without quotes
	operator bool
}

// tokens takes a line apart as bash does (bash(1), DEFINITIONS and QUOTING), also one that is not whole yet. A comment is left out.
func tokens(line string) []token {
	var list []token
	for at := 0; at < len(line); {
		switch c := line[at]; {
		case c == ' ' || c == '\t':
			at++
		case c == '#':
			next := strings.IndexByte(line[at:], '\n')
			if next < 0 {
				return list
			}
			at += next
		case operatorAt(line, at) > 0:
			end := at + operatorAt(line, at)
			list = append(list, token{at, end, line[at:end], true})
			at = end
		default:
			end, text := wordAt(line, at)
			list = append(list, token{at, end, text, false})
			at = end
		}
	}
	return list
}

// operatorAt is how long the operator is that begins there, 0 where none does. The number of a file is a part of it: 2>&1.
func operatorAt(line string, at int) int {
	rest := line[at:]
	digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
	if after := rest[digits:]; digits > 0 && (after == "" || after[0] != '<' && after[0] != '>') {
		return 0
	}
	for _, o := range []string{"&>>", "<<<", ">&", "<&", "&>", ">>", "<<", "&&", "||", ";;", ">|", "|&", ";", "&", "|", "(", ")", "<", ">", "\n"} {
		if strings.HasPrefix(rest[digits:], o) {
			return digits + len(o)
		}
	}
	return 0
}

// redirects tells whether the word after an operator is a file, and no word of the command.
func redirects(operator string) bool { return strings.ContainsAny(operator, "<>") }

// wordAt reads the word that begins there. What a substitution holds is a part of the word.
func wordAt(line string, at int) (end int, text string) {
	var b strings.Builder
	for at < len(line) {
		switch c := line[at]; {
		case c == '\\' && at+1 < len(line):
			b.WriteByte(line[at+1])
			at += 2
		case c == '\'' || c == '"' || c == '`':
			closing := closes(line, at, c)
			inner := line[at+1 : closing]
			if c == '`' {
				inner = line[at:min(closing+1, len(line))]
			}
			b.WriteString(inner)
			at = min(closing+1, len(line))
		case strings.HasPrefix(line[at:], "$("), strings.HasPrefix(line[at:], "${"):
			closing := min(closesBracket(line, at+1)+1, len(line))
			b.WriteString(line[at:closing])
			at = closing
		case strings.IndexByte(" \t\n;&|()<>", c) >= 0:
			return at, b.String()
		default:
			b.WriteByte(c)
			at++
		}
	}
	return at, b.String()
}

// closes is where the quote that stands at a place ends; the line's end where it does not.
func closes(line string, at int, quote byte) int {
	for i := at + 1; i < len(line); i++ {
		switch {
		case line[i] == '\\' && quote == '"':
			i++
		case line[i] == quote:
			return i
		}
	}
	return len(line)
}

// closesBracket is the same of a bracket, with those that stand in it.
func closesBracket(line string, at int) int {
	opening, closing := line[at], byte(')')
	if opening == '{' {
		closing = '}'
	}
	depth := 0
	for i := at; i < len(line); i++ {
		switch line[i] {
		case opening:
			depth++
		case closing:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(line)
}

// simple is one command of a line: its words, without what redirects it and without the shell's own words before it.
type simple struct {
	words []token
	shell []token // those words: if, then, !, {, the name and the list of for
	files []token // what it reads from and writes to
	ways  []token // the operators before those
	open  bool    // the last of it is an operator after which a file comes
}

// texts are the words without quotes.
func (s simple) texts() []string {
	list := make([]string, len(s.words))
	for i, t := range s.words {
		list[i] = t.text
	}
	return list
}

// commands takes a line apart into its commands. Where nothing follows the last operator, an empty one stands for what comes.
func commands(list []token) []simple {
	all := []simple{{}}
	inFor := false
	for i, t := range list {
		s := &all[len(all)-1]
		switch {
		case t.operator && redirects(t.text):
			s.open, s.ways = true, append(s.ways, t)
		case t.operator:
			all, inFor = append(all, simple{}), false
		case s.open:
			s.files, s.open = append(s.files, t), false
		case inFor:
			s.shell = append(s.shell, t)
		case len(s.words) == 0 && isShellWord(t.text) && !isAssignment(t.text):
			s.shell = append(s.shell, t)
			inFor = t.text == "for" || t.text == "case" || t.text == "function"
		default:
			s.words = append(s.words, list[i])
		}
	}
	return all
}

// isShellWord tells whether a word at the beginning of a command is one of the shell's (bash(1), RESERVED WORDS).
func isShellWord(word string) bool {
	switch word {
	case "!", "{", "}", "if", "then", "elif", "else", "fi", "while", "until", "do", "done", "for", "case", "esac", "function", "time", "in":
		return true
	}
	return false
}
