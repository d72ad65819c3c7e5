package explain

import (
	"cmp"
	_ "embed" // for the table
	"fmt"
	"regexp"
	"slices"
	"strings"

	"vethlab/lab/topo"
)

//go:embed advice.txt
var adviceTable string

// advice is a row of the table of errors.
type advice struct {
	command string
	words   []string          // what must stand in the command, too, one behind the other
	about   []string          // parts of the error's text, one after the other
	pattern *regexp.Regexp    // what it looks like, instead of those
	texts   map[string]string // by language
}

func readAdvice() (list []advice, err error) {
	number := 0
	for line := range strings.Lines(adviceTable) {
		number++
		if line = strings.TrimSuffix(line, "\n"); line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, " | ")
		if len(cells) != 4 {
			return nil, fmt.Errorf("advice.txt: line %d: want a command, an error, English and Chinese, got %d cells", number, len(cells))
		}
		command, words, _ := strings.Cut(cells[0], " … ")
		a := advice{command: strings.TrimSpace(command), words: strings.Fields(words), texts: map[string]string{"en": cells[2], "zh": cells[3]}}
		if inner, ok := strings.CutPrefix(cells[1], "/"); ok && strings.HasSuffix(inner, "/") {
			if a.pattern, err = regexp.Compile(strings.TrimSuffix(inner, "/")); err != nil {
				return nil, fmt.Errorf("advice.txt: line %d: %w", number, err)
			}
		} else {
			a.about = strings.Split(cells[1], " … ")
		}
		list = append(list, a)
	}
	return list, nil
}

// Advice is one line, in plain words, of what the error means that a line told, and what usually helps: empty where the table has
// nothing of it. The errors are those of iproute2, iputils, Docker and bash. What the lab holds right now, and a word that is misspelt or
// missing, come before all else.
func (w Words) Advice(line, output string, held Held, lang string) string {
	line = strings.TrimSpace(line)
	if text := fullWidth(line, lang); text != "" {
		return text
	}
	line, empty := held.expanded(line)
	if text := unset(empty, output, lang); text != "" {
		return text
	}
	if text := w.found(line, output, held, lang); text != "" {
		return text
	}
	if better := cmp.Or(behindPrompt(line, output, held), w.slipped(line, output, held)); better != "" {
		return fmt.Sprintf(meantText(lang), better)
	}
	if text := w.unreached(line, output, held, lang); text != "" {
		return text
	}
	if better := cmp.Or(w.respelt(line, output), w.repaired(line, output)); better != "" {
		return fmt.Sprintf(meantText(lang), better)
	}
	var list [][]string
	for _, s := range commands(tokens(line)) {
		list = append(list, s.texts())
	}
	a := w.advised(list, output)
	return held.within(w.actsIn(list, a, output), a.texts[lang])
}

// meantText asks whether a line was meant otherwise.
func meantText(lang string) string {
	return map[string]string{"en": "Was `%s` meant?", "zh": "是不是想写 `%s`？"}[lang]
}

// Meant is the line, of one row, that an advice in a language takes for the one that was meant; empty for an advice that proposes none.
func Meant(advice, lang string) string {
	before, after, _ := strings.Cut(meantText(lang), "%s")
	line, proposes := strings.CutPrefix(advice, before)
	line, ends := strings.CutSuffix(line, after)
	if !proposes || !ends || strings.Contains(line, "\n") {
		return ""
	}
	return line
}

// fullWidth tells of letters and signs as an input method for Chinese gives them, or a printed text, which look like others; empty where there
// are none, and of those within quotes, which are meant.
func fullWidth(line, lang string) string {
	for _, t := range tokens(line) {
		for _, r := range line[t.from:t.to] {
			if r == '\'' || r == '"' {
				break
			}
			switch {
			case r >= '\u3000' && r <= '\u3002', r >= '\uff01' && r <= '\uff5e':
				return fmt.Sprintf(map[string]string{
					"en": "`%s` has full-width letters or signs: switch the input method to half width.",
					"zh": "`%s` 里有全角字符：把输入法切换到半角，重新输入。",
				}[lang], t.text)
			case r == '\u2013', r == '\u2014', r == '\u2018', r == '\u2019', r == '\u201c', r == '\u201d':
				return fmt.Sprintf(map[string]string{
					"en": "`%s` has a dash or a quote as printed texts have them: type `-`, `'` or `\"` instead.",
					"zh": "`%s` 里有排版用的破折号或引号：改成 `-`、`'` 或 `\"`。",
				}[lang], t.text)
			}
		}
	}
	return ""
}

// advised is the first row for an error of some commands; the zero advice, without a text, where there is none.
func (w Words) advised(commands [][]string, output string) advice {
	var places, words []string
	for _, command := range commands {
		itsPlaces, itsWords := w.leads(command)
		places, words = append(places, itsPlaces...), append(words, itsWords...)
	}
	for _, a := range w.advices {
		if a.fits(places, words, output) && a.fitsError(output) {
			return a
		}
	}
	return advice{}
}

// leads are the places through which a command leads, and its words.
func (w Words) leads(command []string) (places, words []string) {
	steps, _ := w.follow(command)
	for _, step := range steps {
		places = append(places, step.within)
	}
	return places, unquoted(command)
}

// found is what helps where an error names a device or a namespace that the lab has: a device that is in another namespace, or one that stands
// without the word that goes before it.
func (w Words) found(line, output string, held Held, lang string) string {
	var program, said, at string
	for _, s := range commands(tokens(line)) {
		words := s.texts()
		if text := held.moved(words, output, lang); text != "" {
			return text
		}
		if text := held.apartFromBridge(words, output, lang); text != "" {
			return text
		}
		if len(words) > 1 && words[0] == "docker" && words[1] == "run" {
			return "" // What its command names is in a container that was made for it, and may be gone.
		}
		if _, p := w.follow(words); p.program < len(words) {
			program, said, at = words[p.program], p.netns, p.at
		}
	}
	here := cmp.Or(said, held.Here, topo.HostName)
	if name := missing(output); name != "" {
		return elsewhere(name, here, said, program, held.Topology, lang)
	}
	name := between(output, `duplicate, or "`, `" is `)
	before := held.before(name, held.Topology.Namespace(here), at)
	if name == "" || before == "" {
		return ""
	}
	text := map[string]string{"en": "Is `BEFORE` missing before NAME?", "zh": "NAME 前面是不是少了 `BEFORE`？"}[lang]
	return strings.NewReplacer("BEFORE", before, "NAME", name).Replace(text)
}

// moved tells that a device is in the namespace already into which a command puts it, also where the two change places; empty for others.
func (h Held) moved(words []string, output, lang string) string {
	at := slices.Index(words, "netns")
	if at < 1 || at+1 >= len(words) || !slices.Contains(words[:at], "set") {
		return ""
	}
	name, to := words[at-1], words[at+1]
	if strings.Contains(output, `Invalid "netns" value`) {
		name, to = to, name
	} else if missing(output) != name {
		return ""
	}
	if ns := h.Topology.Namespace(to); ns == nil || ns.Name == topo.HostName || ns.Link(name) == nil {
		return ""
	}
	return strings.NewReplacer("DEVICE", name, "THERE", to).Replace(map[string]string{
		"en": "DEVICE is in the namespace THERE already.", "zh": "DEVICE 已经在命名空间 THERE 里了。",
	}[lang])
}

// apartFromBridge tells that a bridge takes a device of its own namespace alone, where the device is in another; empty for others.
func (h Held) apartFromBridge(words []string, output, lang string) string {
	name := missing(output)
	here := h.Topology.Namespace(cmp.Or(h.Here, topo.HostName))
	at := max(slices.Index(words, "master"), slices.Index(words, "addif"))
	if name == "" || here == nil || at < 0 || at+1 >= len(words) || !slices.Contains(words, name) {
		return ""
	}
	bridge := here.Link(words[at+1])
	if bridge == nil || bridge.Kind != "bridge" || bridge.Name == name {
		return ""
	}
	for _, ns := range h.Topology.Namespaces {
		if ns.ID == here.ID || ns.Path != "" || ns.Link(name) == nil || ns.Name == topo.HostName || here.Name != topo.HostName {
			continue
		}
		return strings.NewReplacer("DEVICE", name, "THERE", ns.Name, "BRIDGE", bridge.Name).Replace(map[string]string{
			"en": "DEVICE is in the namespace THERE, and BRIDGE takes devices of its own: `ip netns exec THERE ip link set DEVICE netns 1` brings it here.",
			"zh": "DEVICE 在命名空间 THERE 里，而 BRIDGE 只接自己命名空间里的设备：用 `ip netns exec THERE ip link set DEVICE netns 1` 把它移到这里。",
		}[lang])
	}
	return ""
}

// before is the word that goes before a name at a place of a command; empty for a name that is nothing there. A device that is changed has been
// named already: it is put into a namespace, or made a port of a bridge.
func (h Held) before(name string, here *topo.Namespace, at string) string {
	changed := at == "ip link set"
	if changed && slices.Contains(h.namespaces(), name) {
		return "netns"
	}
	if here == nil || here.Link(name) == nil || slices.Contains([]string{"ip link add", "ip link del", "ip link delete"}, at) {
		return ""
	}
	switch bridge := here.Link(name).Kind == "bridge"; {
	case changed && bridge:
		return "master"
	case changed:
		return ""
	}
	return "dev"
}

// missing is the device that is not there, as ip, bridge, brctl and ping name it in an error; empty for none.
func missing(output string) string {
	look := regexp.MustCompile(`Cannot find (?:bridge )?device "([^"]+)"|Device "([^"]+)" does not exist|` +
		`(?m:^)(?:interface|bridge) (\S+) (?:does not|doesn't) exist|SO_BINDTODEVICE ([^ :]+):|unknown iface:? (\S+)`)
	found := look.FindStringSubmatch(output)
	return strings.Join(found[min(1, len(found)):], "")
}

// elsewhere tells in which namespace a device is that is not here, and how the program gets there; empty for a device that is nowhere. said
// is the namespace that the command names itself.
func elsewhere(name, here, said, program string, t topo.Topology, lang string) string {
	for _, ns := range t.Namespaces {
		if ns.Name == here || ns.Link(name) == nil || name == "lo" {
			continue
		}
		texts := map[string]string{"en": "DEVICE is in the namespace THERE: write `ip netns exec THERE PROGRAM` for `PROGRAM`.", "zh": "DEVICE 在命名空间 THERE 里：把 `PROGRAM` 写成 `ip netns exec THERE PROGRAM`。"}
		switch {
		case ns.Name == topo.HostName:
			texts = map[string]string{"en": "DEVICE is on the THERE, not in this namespace.", "zh": "DEVICE 在主机（THERE）上，不在这个命名空间里。"}
		case ns.Path != "":
			texts = map[string]string{"en": "DEVICE is in the container THERE: `docker exec THERE PROGRAM …` acts there.", "zh": "DEVICE 在容器 THERE 里：用 `docker exec THERE PROGRAM …`。"}
		case said != "":
			texts = map[string]string{"en": "DEVICE is in the namespace THERE: write THERE for SAID.", "zh": "DEVICE 在命名空间 THERE 里：把 SAID 改成 THERE。"}
		case program == "ip" || program == "bridge":
			texts = map[string]string{"en": "DEVICE is in the namespace THERE: write `ip netns exec THERE PROGRAM`, or `PROGRAM -n THERE`, for `PROGRAM`.", "zh": "DEVICE 在命名空间 THERE 里：把 `PROGRAM` 写成 `ip netns exec THERE PROGRAM`，或 `PROGRAM -n THERE`。"}
		}
		return strings.NewReplacer("DEVICE", name, "THERE", ns.Name, "PROGRAM", program, "SAID", said).Replace(texts[lang])
	}
	return ""
}

// between is the first of a text that stands between two others; empty for none.
func between(text, before, after string) string {
	_, rest, _ := strings.Cut(text, before)
	inner, _, found := strings.Cut(rest, after)
	if !found {
		return ""
	}
	return inner
}

// Typed is one line on a command that reads what is typed, since it names no file and nothing is led into it; empty for others. It is for a
// prompt that passes nothing on to programs.
func (w Words) Typed(line, lang string) string {
	all := commands(tokens(line))
	if len(all) != 1 || len(all[0].ways) > 0 || len(all[0].words) == 0 {
		return ""
	}
	words := all[0].texts()
	isFile := func(word string) bool { return !strings.HasPrefix(word, "-") }
	switch words[0] {
	case "cat", "head", "tail", "less", "more", "sort", "uniq", "wc", "nl", "rev", "tac", "tee", "hexdump", "od", "xxd", "base64", "md5sum", "sha256sum":
		if slices.ContainsFunc(words[1:], isFile) {
			return ""
		}
	case "grep", "sed", "awk", "tr", "cut":
		if len(words) != 2 {
			return ""
		}
	case "read":
	default:
		return ""
	}
	return fmt.Sprintf(map[string]string{
		"en": "`%s` reads what is typed, and here nothing of that reaches a program: name a file, or lead something into it with `|` or `<`.",
		"zh": "`%s` 要读键盘输入，而这里的输入到不了程序：请写上文件名，或用 `|`、`<` 把内容传给它。",
	}[lang], words[0])
}

// named stands, in the table, for the word that the error names.
const named = "WRONG"

// fits tells whether a row is for a command that leads through these places, with these words and this error.
func (a advice) fits(places, words []string, output string) bool {
	same := func(want, word string) bool {
		return want == word || want == named && strings.Contains(output, `"`+word+`"`) || isAmong(want, word)
	}
	for !startsWith(words, a.words, same) {
		if len(words) == 0 {
			return false
		}
		words = words[1:]
	}
	return a.command == "" || slices.ContainsFunc(places, func(place string) bool {
		return place == a.command || strings.HasPrefix(place, a.command+" ")
	})
}

// isAmong tells whether a switch of one letter is among others that stand together: -z in -zw1.
func isAmong(letter, word string) bool {
	return len(letter) == 2 && letter[0] == '-' && isSwitch(word) && word[1] != '-' && strings.Contains(word, letter[1:])
}

// startsWith tells whether the first of the words are those that are wanted.
func startsWith(words, wanted []string, same func(wanted, word string) bool) bool {
	return len(wanted) <= len(words) && slices.EqualFunc(wanted, words[:len(wanted)], same)
}

// fitsError tells whether a line of an error's text has the parts of a row.
func (a advice) fitsError(output string) bool {
	if a.pattern != nil {
		return a.pattern.MatchString(output)
	}
	for line := range strings.Lines(output) {
		found := true
		for _, part := range a.about {
			_, line, found = strings.Cut(line, part)
			if !found {
				break
			}
		}
		if found {
			return true
		}
	}
	return false
}
