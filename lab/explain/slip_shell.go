package explain

import (
	"slices"
	"strings"
)

// spacedAssignment mends `pid = 5`.
func spacedAssignment(words []string, _ string, _ around) []string {
	if len(words) < 3 || words[1] != "=" || !isAssignment(words[0]+"=") {
		return nil
	}
	return append([]string{words[0] + "=" + words[2]}, words[3:]...)
}

// bareSubstitution mends `pid=docker inspect web`, which runs inspect with pid in its environment.
func bareSubstitution(words []string, _ string, lab around) []string {
	name, program, _ := strings.Cut(words[0], "=")
	if len(words) < 2 || !isAssignment(words[0]) || lab.held.Program == nil || !lab.held.Program(program) {
		return nil
	}
	words = slices.Clone(words)
	words[0], words[len(words)-1] = name+"=$("+program, words[len(words)-1]+")"
	return words
}
