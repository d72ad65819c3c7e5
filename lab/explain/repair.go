package explain

import (
	"net/netip"
	"slices"
	"strings"
)

// repair puts words in place of some others of a command, so that its program takes it: with one more that was left out, or with a / for a
// blank.
type repair struct {
	at, count int
	words     []string
}

// apply gives the words with the repair in them.
func (r repair) apply(words []string) []string {
	return slices.Replace(slices.Clone(words), r.at, r.at+r.count, r.words...)
}

// repair is how a command may have been meant of which the program refuses a word.
func (w Words) repair(words []string) (repair, bool) {
	_, p := w.follow(words)
	if at := w.refusal(p, words).at; at > p.program && !isExpanded(words[at]) {
		return w.first(w.missingWords(words, at), words)
	}
	return repair{}, false
}

// withProgram is how a command may have been meant that begins with what comes after the name of its program. A single word may be ip's only:
// show and run are words of many.
func (w Words) withProgram(words []string) (repair, bool) {
	_, p := w.follow(words)
	var list []repair
	for _, name := range []string{"ip", "bridge", "docker", "nft"} {
		if p.program < len(words) && (name == "ip" || p.program+1 < len(words)) {
			list = append(list, repair{p.program, 1, []string{name, words[p.program]}})
		}
	}
	return w.first(list, words)
}

// first is the first of the repairs with which the program takes the command, and all its words are known.
func (w Words) first(list []repair, words []string) (repair, bool) {
	for _, r := range list {
		words := r.apply(words)
		steps, p := w.follow(words)
		isUnknown := func(s step) bool { return len(s.rows) == 0 }
		if end := w.refusal(p, words); end.at < 0 && end.why == "" && !slices.ContainsFunc(steps, isUnknown) {
			return r, true
		}
	}
	return repair{}, false
}

// missingWords are the repairs of a command of ip or bridge that refuses the word at a place: the words that are often left out, the likeliest
// first.
func (w Words) missingWords(words []string, at int) (list []repair) {
	steps, p := w.follow(words[:at])
	if program := words[p.program]; program != "ip" && program != "bridge" {
		return nil
	}
	word, before := words[at], words[at-1]
	address, err := netip.ParseAddr(before)
	if length := strings.TrimPrefix(word, "/"); err == nil && isNumber(length) {
		list = append(list, repair{at - 1, 2, []string{address.String() + "/" + length}})
	}
	// "ip add" is short for ip address.
	if _, err := netip.ParsePrefix(word); err == nil && before == "add" {
		list = append(list, repair{at - 1, 1, []string{"addr", "add"}})
	}
	likely := []string{"dev", "type", "via", "exec", "add", "set", "show"}
	// A device that comes first is in the wrong place.
	if last := steps[len(steps)-1]; last.at != last.within {
		likely = likely[1:]
	}
	// "ip link add bridge br0": the kind and the name change places.
	if w.isKind(p, before) && isName(word) {
		list = append(list, repair{at - 1, 2, []string{word, "type", before}})
	}
	for _, missing := range likely {
		if w.mayLack(p, missing, words[at:]) && !slices.Contains(words[:at], missing) {
			list = append(list, repair{at, 1, []string{missing, word}})
		}
	}
	return list
}

// mayLack tells whether a word may be missing at a place, before those that follow there.
func (w Words) mayLack(p place, missing string, behind []string) bool {
	rows := only(w.next(p), missing)
	if len(rows) == 0 || slices.Contains(behind, missing) {
		return false
	}
	_, err := netip.ParseAddr(behind[0])
	switch missing {
	case "dev":
		return isName(behind[0]) && len(only(w.at(p), behind[0])) == 0
	case "show":
		// Another word that is not known may be a slip of any.
		return behind[0] == "lo" || isName(behind[0]) && strings.ContainsAny(behind[0], "0123456789")
	case "via":
		return err == nil
	case "type":
		return w.isKind(p, behind[0])
	}
	// What to do is said once, and what it is done with is no word of its own; a command that sets nothing would be taken, too.
	said := func(word string) bool { return len(only(w.at(p), word)) > 0 }
	options := only(w.commands[p.at+" "+missing], behind[0])
	isOption := len(options) > 0 && (missing != "add" || len(options[0].pattern) > 1)
	return !slices.ContainsFunc(behind, said) && !isOption && (missing != "set" || len(behind) > 1)
}

// isKind tells whether a word is a kind of device that may be named at a place.
func (w Words) isKind(p place, word string) bool {
	return slices.ContainsFunc(only(w.at(p), "type"), func(r row) bool { return len(r.pattern) == 2 && r.pattern[1] == word })
}

// isName tells whether a word looks like the name of a device: no address, and no number.
func isName(word string) bool {
	_, err := netip.ParseAddr(word)
	return err != nil && !strings.ContainsAny(word, "/:") && !isNumber(word[:min(1, len(word))])
}

// repaired is a line with a command in it as it may have been meant; empty where its error is not about a word that was refused.
func (w Words) repaired(line, output string) string {
	for _, s := range slices.Backward(commands(tokens(line))) {
		words := s.texts()
		_, p := w.follow(words)
		r, ok := w.repair(words)
		if at := w.refusal(p, words).at; ok && !strings.Contains(output, words[at]) {
			ok = false
		}
		if p.program < len(words) && strings.Contains(output, words[p.program]+": command not found") {
			r, ok = w.withProgram(words)
		}
		if ok {
			from, to := s.words[r.at], s.words[r.at+r.count-1]
			return line[:from.from] + strings.Join(r.words, " ") + line[to.to:]
		}
	}
	return ""
}
