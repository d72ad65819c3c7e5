package explain

import (
	_ "embed" // for the table
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"vethlab/lab/topo"
)

//go:embed advice.txt
var adviceTable string

// advice is a row of the table of errors.
type advice struct {
	command string
	words   []string          // what must stand in the command, too
	about   []string          // parts of the error's text, one after the other
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
		list = append(list, advice{
			strings.TrimSpace(command), strings.Fields(words), strings.Split(cells[1], " … "), map[string]string{"en": cells[2], "zh": cells[3]},
		})
	}
	return list, nil
}

// Advice is one line, in plain words, of what the error means that a line told, and what usually helps: empty where the table has
// nothing of it. The errors are those of iproute2, iputils, Docker and bash. What the lab holds right now, and a word that is misspelt, come
// before all else.
func (w Words) Advice(line, output string, held Held, lang string) string {
	line = strings.TrimSpace(line)
	if text := w.found(line, output, held, lang); text != "" {
		return text
	}
	if better := w.respelt(line, output); better != "" {
		return fmt.Sprintf(map[string]string{"en": "Was `%s` meant?", "zh": "是不是想写 `%s`？"}[lang], better)
	}
	var places, words []string
	for _, s := range commands(tokens(line)) {
		steps, _ := w.follow(s.texts())
		for _, step := range steps {
			places = append(places, step.within)
		}
		words = append(words, s.texts()...)
	}
	for _, a := range w.advices {
		if a.fits(places, words) && a.fitsError(output) {
			return a.texts[lang]
		}
	}
	return ""
}

// found is what helps where an error names a device that the lab has: one that is in another namespace, or that stands without dev.
func (w Words) found(line, output string, held Held, lang string) string {
	here := held.Here
	for _, s := range commands(tokens(line)) {
		if _, p := w.follow(s.texts()); p.netns != "" {
			here = p.netns
		}
	}
	if here == "" {
		here = topo.HostName
	}
	if name := between(output, `Cannot find device "`, `"`); name != "" {
		return elsewhere(name, here, held.Topology, lang)
	}
	name := between(output, `duplicate, or "`, `" is `)
	if ns := held.Topology.Namespace(here); name == "" || ns == nil || ns.Link(name) == nil {
		return ""
	}
	return fmt.Sprintf(map[string]string{"en": "Is `dev` missing before %s?", "zh": "%s 前面是不是少了 `dev`？"}[lang], name)
}

// elsewhere tells in which namespace a device is that is not here; empty for one that is nowhere.
func elsewhere(name, here string, t topo.Topology, lang string) string {
	for _, ns := range t.Namespaces {
		if ns.Name == here || ns.Link(name) == nil || name == "lo" {
			continue
		}
		texts := map[string]string{"en": "%s is in the namespace %s: write `ip -n %[2]s` for `ip`.", "zh": "%s 在命名空间 %s 里：把 `ip` 写成 `ip -n %[2]s`。"}
		switch {
		case ns.Name == topo.HostName:
			texts = map[string]string{"en": "%s is on the %s, not in this namespace.", "zh": "%s 在主机（%s）上，不在这个命名空间里。"}
		case ns.Path != "":
			texts = map[string]string{"en": "%s is in the container %s: `docker exec %[2]s ip …` acts there.", "zh": "%s 在容器 %s 里：用 `docker exec %[2]s ip …`。"}
		}
		return fmt.Sprintf(texts[lang], name, ns.Name)
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

// Hint is one line on what a command that went well may not have meant to do; empty for most. It is for an IPv4 address that was given
// without its length, which makes it a network of its own: that is meant for lo, and with a peer.
func (w Words) Hint(line, lang string) string {
	for _, s := range commands(tokens(line)) {
		words := s.texts()
		steps, _ := w.follow(words)
		for _, step := range steps {
			word := words[0]
			words = words[step.count:]
			adds := step.at == "ip addr add" || step.at == "ip address add"
			meant := slices.Contains(s.texts(), "peer") || slices.Contains(s.texts(), "lo")
			if a, err := netip.ParseAddr(word); adds && !meant && step.value && err == nil && a.Is4() {
				return fmt.Sprintf(map[string]string{
					"en": "%s stands alone in its network, as /32. Was a length meant, such as %s/24?",
					"zh": "%s 独自成为一个网络（/32）。是不是要写长度，例如 %s/24？",
				}[lang], word, word)
			}
		}
	}
	return ""
}

// fits tells whether a row is for a command that leads through these places, with these words.
func (a advice) fits(places, words []string) bool {
	for _, word := range a.words {
		if !slices.Contains(words, word) {
			return false
		}
	}
	return a.command == "" || slices.ContainsFunc(places, func(place string) bool {
		return place == a.command || strings.HasPrefix(place, a.command+" ")
	})
}

// fitsError tells whether a line of an error's text has the parts of a row.
func (a advice) fitsError(output string) bool {
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
