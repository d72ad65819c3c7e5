package explain

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// form is how some lines look that commands show, and what words mean in them.
type form struct {
	line  *regexp.Regexp
	rows  []row
	place []row // of a command, which mean the same there
}

// readForms reads the table of what is shown. The head of its rows is the form of their lines; after " = " it has a place in a
// command, whose rows mean the same there.
func (w Words) readForms(table string) (list []form, err error) {
	last := ""
	var wrong error
	err = eachRow(table, func(head string, r row) {
		if len(list) == 0 || head != last {
			look, place, _ := strings.Cut(head, " = ")
			line, err := regexp.Compile(look)
			if err != nil {
				wrong = fmt.Errorf("form %q: %w", head, err)
				line = regexp.MustCompile("")
			}
			f := form{line: line}
			if place != "" {
				f.place = w.commands[place]
			}
			list, last = append(list, f), head
		}
		f := &list[len(list)-1]
		f.rows = append(f.rows, r)
	})
	if err == nil {
		err = wrong
	}
	return list, err
}

// meaning is the row of what words mean in a line of these forms: of the first of them that has one.
func meaning(forms []form, words []string) (found row, count int) {
	for _, f := range forms {
		found, count = longest(f.rows, words)
		if more, n := longest(f.place, words); n > count || n == count && n > 0 && more.values() < found.values() {
			found, count = more, n
		}
		if count > 0 {
			break
		}
	}
	return found, count
}

// alone is, in the table, a value that no word goes before.
const alone = "*"

// Output says what the words of a line mean that a command has shown. Names, numbers and addresses that stand by themselves are passed
// over; other words that the table does not have are Unknown.
func (w Words) Output(line, lang string) (list []Entry) {
	line = strings.TrimRight(line, "\r\n")
	if isError(line) {
		return w.wrong(line, lang)
	}
	var forms []form
	for _, f := range w.shown {
		if f.line.MatchString(line) {
			forms = append(forms, f)
		}
	}
	words := fields(line)
	// "3: br0: <…": the first is its number, the second its name.
	if len(words) > 2 && strings.HasSuffix(words[0], ":") && isShape(words[0]) && strings.HasSuffix(words[1], ":") && !strings.Contains(words[1], "@") {
		words = words[2:]
	}
	for len(words) > 0 {
		if r, count := meaning(forms, words); count > 0 {
			// A comma is the sentence's.
			list = append(list, Entry{Words: strings.TrimSuffix(strings.Join(words[:count], " "), ","), Text: r.texts[lang]})
			words = words[count:]
			continue
		}
		speaker, speaks := strings.CutSuffix(words[0], ":")
		if e, ok := pair(words[0], lang); ok {
			list = append(list, e)
		} else if r, count := longest(w.commands[""], []string{speaker}); speaks && count > 0 {
			list = append(list, Entry{Words: words[0], Text: r.texts[lang]})
		} else if !isShape(words[0]) {
			list = append(list, Entry{Words: words[0], Unknown: true})
		} else if r, count := meaning(forms, []string{alone}); count > 0 {
			list = append(list, Entry{Words: words[0], Text: r.texts[lang]})
		}
		words = words[1:]
	}
	return list
}

// isError tells of a line that says in a sentence what is wrong: there is nothing in its words.
func isError(line string) bool {
	for _, begins := range []string{"Error: ", "bash: ", "RTNETLINK answers: ", "Cannot ", `Object "`, `Command "`, `Device "`} {
		if strings.HasPrefix(line, begins) {
			return true
		}
	}
	return false
}

// wrong says whose words an error is, and what helps. Which command said it is not known: what helps one and not another is left out.
func (w Words) wrong(line, lang string) (list []Entry) {
	said := regexp.MustCompile(`^(?:Error|RTNETLINK answers|bash(?:: line \d+)?): `).FindString(line)
	switch speaker, _, _ := strings.Cut(said, ":"); speaker {
	case "Error":
		list = []Entry{{Words: "Error:", Text: map[string]string{"en": "what is wrong, as the command or the kernel says it", "zh": "哪里错了，这是命令或内核的原话"}[lang]}}
	case "RTNETLINK answers":
		list = []Entry{{Words: speaker + ":", Text: map[string]string{"en": "the kernel refuses it, and says why", "zh": "内核拒绝了，并说明原因"}[lang]}}
	case "bash":
		list = []Entry{{Words: strings.TrimSpace(said), Text: map[string]string{"en": "the shell says this, and not a program", "zh": "这是 shell 说的，不是某个程序"}[lang]}}
	}
	said = strings.TrimPrefix(line, said)
	if text := w.helps(line, lang); text != "" || len(list) == 0 {
		list = append(list, Entry{Words: said, Text: text, Unknown: text == ""})
	}
	return list
}

// helps is what helps against an error, whichever command said it; empty where that is not known.
func (w Words) helps(line, lang string) string {
	var any, some []string // of rows for any command, and for some
	for _, a := range w.advices {
		switch text := a.texts[lang]; {
		case !a.fitsError(line):
		case a.command == "" && len(a.words) == 0:
			any = append(any, text)
		case !slices.Contains(some, text):
			some = append(some, text)
		}
	}
	switch {
	case len(any) > 0:
		return any[0]
	case len(some) == 1:
		return some[0]
	}
	return ""
}

// fields are the words of a line; flags between < and >, and pairs such as ttl=64, are taken apart.
func fields(line string) []string {
	var list []string
	for _, word := range strings.Fields(line) {
		// ip -o has \ where a line would end.
		word = strings.TrimSuffix(strings.TrimSuffix(word, ";"), `\`)
		name, value, paired := strings.Cut(word, "=")
		number, isCount := strings.CutSuffix(word, "probes")
		switch {
		case strings.HasPrefix(word, "<") && strings.HasSuffix(word, ">"):
			list = append(list, strings.Split(strings.Trim(word, "<>"), ",")...)
		case strings.Contains(word, "->"):
			list = append(list, word)
		case strings.HasSuffix(word, "/tcp"), strings.HasSuffix(word, "/udp"):
			list = append(list, word[len(word)-3:])
		case transport(word) != "":
			list = append(list, transport(word))
		case strings.HasPrefix(word, "users:(("):
			list = append(list, "users:")
		case strings.HasPrefix(word, "net:["):
			list = append(list, "net:[NUMBER]")
		case paired && name != "" && value != "":
			list = append(list, name, value)
		case isCount && number != "" && isShape(number):
			// iproute2 writes no blank between the two.
			list = append(list, number, "probes")
		case strings.HasSuffix(word, ".ip_forward"), strings.HasSuffix(word, ".rp_filter"):
			list = append(list, word[strings.LastIndexByte(word, '.')+1:])
		case strings.HasPrefix(word, "+") && isShape(word[1:]):
			// "+2 errors,": the number says nothing alone.
		case word == "":
		case word == "lo:":
			list = append(list, "lo")
		default:
			list = append(list, word)
		}
	}
	return list
}

// transport is the protocol in netcat's "[tcp/*]" and "(udp)".
func transport(word string) string {
	name, _, _ := strings.Cut(strings.Trim(word, "[]()"), "/")
	if strings.ContainsAny(word, "[(") && (name == "tcp" || name == "udp") {
		return name
	}
	return ""
}

// pair explains "veth0@veth1", "eth0@if4" and "0.0.0.0:8080->80/tcp", whose two sides belong together.
func pair(word, lang string) (Entry, bool) {
	if outer, inner, ok := published(word); ok {
		text := map[string]string{"en": "port %s of the host leads to port %s of the container", "zh": "主机的 %s 端口通到容器的 %s 端口"}[lang]
		return Entry{Words: strings.TrimSuffix(word, ","), Text: fmt.Sprintf(text, outer, inner)}, true
	}
	name, other, ok := strings.Cut(strings.TrimSuffix(word, ":"), "@")
	if !ok {
		return Entry{}, false
	}
	texts := map[string]string{"en": "its other end, or what carries it, is " + other, "zh": "另一端是 " + other + "，或由它承载"}
	if number, elsewhere := strings.CutPrefix(other, "if"); elsewhere && isShape(number) {
		texts = map[string]string{
			"en": "its other end is number " + number + " of another namespace", "zh": "另一端是另一个命名空间里的 " + number + " 号设备",
		}
	} else if strings.HasPrefix(name, other+".") {
		texts = map[string]string{"en": "it is carried by " + other, "zh": "由 " + other + " 承载"}
	}
	return Entry{Words: "@" + other, Text: texts[lang]}, true
}

// published takes apart how docker ps shows a port of the host that leads to one of a container.
func published(word string) (outer, inner string, ok bool) {
	host, container, leads := strings.Cut(word, "->")
	colon := strings.LastIndexByte(host, ':')
	if !leads || colon < 0 {
		return "", "", false
	}
	inner, _, ok = strings.Cut(container, "/")
	return host[colon+1:], inner, ok
}

// isShape tells whether a word is a number, an address, a time, or a sign: nothing that a table could have.
func isShape(word string) bool {
	return regexp.MustCompile(`^[^A-Za-z]*$`).MatchString(word) || regexp.MustCompile(`^[\[("]?[0-9a-f]*[0-9:][0-9a-f.:/]*(%|ms|sec|s)?[)\]",:;]*$`).MatchString(word)
}
