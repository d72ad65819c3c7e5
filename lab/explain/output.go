package explain

import (
	"regexp"
	"strings"
)

// Output says what the words of a line mean that a command has shown. Names, numbers and addresses that stand by themselves are passed
// over; other words that the table does not have are Unknown.
func (w Words) Output(line, lang string) (list []Entry) {
	words := fields(line)
	for len(words) > 0 {
		if r, count := longest(w.output, words); count > 0 {
			list = append(list, Entry{Words: strings.Join(words[:count], " "), Text: r.texts[lang]})
			words = words[count:]
			continue
		}
		speaker, speaks := strings.CutSuffix(words[0], ":")
		if e, ok := end(words[0], lang); ok {
			list = append(list, e)
		} else if r, count := longest(w.commands[""], []string{speaker}); speaks && count > 0 {
			list = append(list, Entry{Words: words[0], Text: r.texts[lang]})
		} else if !isShape(words[0]) {
			list = append(list, Entry{Words: words[0], Unknown: true})
		}
		words = words[1:]
	}
	return list
}

// fields are the words of a line; flags between < and >, and pairs such as ttl=64, are taken apart.
func fields(line string) []string {
	var list []string
	for _, word := range strings.Fields(line) {
		name, value, paired := strings.Cut(word, "=")
		switch {
		case strings.HasPrefix(word, "<") && strings.HasSuffix(word, ">"):
			list = append(list, strings.Split(strings.Trim(word, "<>"), ",")...)
		case strings.HasSuffix(word, "/tcp"), strings.HasSuffix(word, "/udp"):
			list = append(list, word[len(word)-3:])
		case transport(word) != "":
			list = append(list, transport(word))
		case strings.HasPrefix(word, "net:["):
			list = append(list, "net:[NUMBER]")
		case paired && name != "" && value != "":
			list = append(list, name, value)
		case strings.HasSuffix(word, ".ip_forward"):
			list = append(list, "ip_forward")
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

// end explains "veth0@veth1", "eth0@if4".
func end(word, lang string) (Entry, bool) {
	_, other, ok := strings.Cut(strings.TrimSuffix(word, ":"), "@")
	if !ok {
		return Entry{}, false
	}
	if number, elsewhere := strings.CutPrefix(other, "if"); elsewhere && isShape(number) {
		text := map[string]string{
			"en": "its other end is number " + number + " of another namespace", "zh": "另一端是另一个命名空间里的 " + number + " 号设备",
		}[lang]
		return Entry{Words: "@" + other, Text: text}, true
	}
	return Entry{Words: "@" + other, Text: map[string]string{"en": "its other end is " + other, "zh": "另一端是 " + other}[lang]}, true
}

// isShape tells whether a word is a number, an address, a time, or a sign: nothing that a table could have.
func isShape(word string) bool {
	return regexp.MustCompile(`^[^A-Za-z]*$`).MatchString(word) || regexp.MustCompile(`^[\[("]?[0-9a-f]*[0-9:][0-9a-f.:/]*(%|ms|sec|s)?[)\]",:;]*$`).MatchString(word)
}
