package explain

import (
	"fmt"
	"slices"
	"strings"

	"vethlab/lab/ipcmd"
)

// refusal is a word that a program will refuse, and its error.
type refusal struct {
	at  int    // which of the words; -1 for none
	why string // empty where it is known only that it is refused; of none, what is wrong with the whole
}

// refusal is what the program's parser refuses of a command: the last of the words that its error names.
func (w Words) refusal(p place, words []string) refusal {
	none := refusal{at: -1}
	if p.program >= len(words) {
		return none
	}
	arguments := words[p.program+1:]
	var c ipcmd.Command
	var err error
	switch words[p.program] {
	case "ip":
		c, err = ipcmd.ParseWith(w.own, arguments)
	case "bridge":
		c, err = ipcmd.ParseBridgeWith(w.own, arguments)
	case "brctl":
		c, err = ipcmd.ParseBrctl(arguments)
	case "docker", "nft":
	default:
		return none
	}
	var why string
	if reply, ok := c.Action.(ipcmd.Reply); ok && reply.Status != 0 {
		why = reply.Err
	} else if err != nil {
		why = err.Error()
	}
	if p.lost > 0 && w.isRefused(p, words[p.program], words[p.lost]) {
		return refusal{p.lost, why}
	}
	if r := refused(c, arguments); r.at >= 0 {
		return refusal{p.program + 1 + r.at, r.why}
	}
	for i := len(arguments) - 1; i >= 0; i-- {
		if strings.Contains(why, `"`+arguments[i]+`"`) || strings.Contains(why, "'"+arguments[i]+"'") {
			return refusal{p.program + 1 + i, why}
		}
	}
	return refusal{-1, why}
}

// isRefused tells whether a program refuses the word that the tables do not have: one whose words at that place they have all, those too
// that a lab does not have. ip and bridge have parsers that tell.
func (w Words) isRefused(p place, program, word string) bool {
	switch {
	case program == "brctl":
	case p.at == "nft":
		// A rule may be given in quotes, as one word, and "add" left out.
		if strings.ContainsAny(word, " \t\n{;") {
			return false
		}
	case isVerbs(p.at), p.at == "nft list":
	default:
		return false
	}
	return len(only(w.commands[p.at], word))+len(only(w.commands[p.at+" …"], word)) == 0
}

// longestName is how long the name of a device may be (IFNAMSIZ in if.h, without the byte that ends it).
const longestName = 15

// refused is what of a command that was read is refused only when it is carried out: the first word that is wrong.
func refused(c ipcmd.Command, arguments []string) refusal {
	var wrong *ipcmd.WrongSetting
	switch a := c.Action.(type) {
	case ipcmd.LinkAdd:
		if len(a.Name) > longestName {
			return refusal{slices.Index(arguments, a.Name), "Error: Attribute failed policy validation."}
		}
		wrong = a.Wrong
	case ipcmd.LinkSet:
		wrong = a.Wrong
	case ipcmd.Reply:
		// After "type veth" there is one word only.
		if kind := slices.Index(arguments, "veth"); a.Status != 0 && kind >= 0 && kind+1 < len(arguments) {
			return refusal{kind + 1, a.Err}
		}
	}
	// A setting whose value has not come is not wrong yet.
	if wrong == nil || len(wrong.Words) < 2 && strings.Contains(wrong.Err.Text, "not complete") || len(wrong.Words) == 0 {
		return refusal{at: -1}
	}
	return refusal{len(arguments) - len(wrong.Words), wrong.Err.Text}
}

// refusedBecause says in plain words why a program refuses a word: what is advised on its error.
func (w Words) refusedBecause(p place, words []string, r refusal, lang string) string {
	if text := w.advised([][]string{words}, r.why).texts[lang]; text != "" && r.why != "" {
		return text
	}
	return fmt.Sprintf(map[string]string{"en": "%s refuses this", "zh": "%s 不接受这样写"}[lang], words[p.program])
}
