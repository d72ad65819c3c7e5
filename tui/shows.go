package tui

import (
	"slices"
	"strings"
)

// onlyShows tells that a line only shows something, so that nothing is lost where the learner typed no other. It is careful: what it
// does not know may have built something.
func onlyShows(line string) bool {
	if strings.ContainsAny(line, ";&|<>$`(){}=\n") {
		return false
	}
	words := strings.Fields(line)
	for len(words) > 4 && slices.Equal(words[:3], []string{"ip", "netns", "exec"}) {
		words = words[4:]
	}
	if len(words) == 0 {
		return true
	}
	program, words := words[0], words[1:]
	switch program {
	case "cat", "ls", "pwd", "ping":
		return true
	case "ip", "bridge":
		if words = withoutOptions(words); words == nil {
			return false
		}
		// Without a verb, all of an object is shown.
		return len(words) < 2 || slices.Contains([]string{"show", "list", "ls", "get", "help"}, words[1])
	case "nft":
		words = withoutOptions(words)
		return len(words) > 0 && words[0] == "list"
	case "brctl":
		return len(words) > 0 && strings.HasPrefix(words[0], "show")
	case "docker":
		if len(words) > 1 && slices.Contains([]string{"network", "container", "image"}, words[0]) {
			words = words[1:]
		}
		return len(words) > 0 && slices.Contains([]string{"ps", "ls", "inspect", "images", "logs", "port", "info", "version"}, words[0])
	}
	return false
}

// withoutOptions drops the options before an object, and the namespace that -n names. It gives nil for those that read commands from a file,
// and where nothing is left.
func withoutOptions(words []string) []string {
	for len(words) > 0 && strings.HasPrefix(words[0], "-") {
		if len(words[0]) > 1 && (strings.HasPrefix("-batch", words[0]) || strings.HasPrefix("-file", words[0])) {
			return nil
		}
		if strings.HasPrefix("-netns", words[0]) && len(words[0]) > 1 && len(words) > 1 {
			words = words[1:]
		}
		words = words[1:]
	}
	return words
}
