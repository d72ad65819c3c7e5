package explain

import (
	"slices"
	"strings"
)

// pastedPrompt mends `root@host:~# ip addr`, which stood behind a prompt.
func pastedPrompt(words []string, _ string, _ around) []string {
	if first := words[0]; len(words) > 1 && strings.Contains(first, "@") && strings.ContainsAny(first[len(first)-1:], "#$%>") {
		return words[1:]
	}
	return nil
}

// behindPrompt mends a line such as `> ip addr`, which stood behind the prompt of a line that went on: the shell writes to a file of the name ip.
func behindPrompt(line, output string, held Held) string {
	rest, found := strings.CutPrefix(line, "> ")
	words := strings.Fields(rest)
	if !found || len(words) < 2 || held.Program == nil || !held.Program(words[0]) || !strings.Contains(output, words[1]+": command not found") {
		return ""
	}
	return rest
}

// inSmallLetters mends `IP link`, `ip link set v0 UP` and `ip link show LO`.
func inSmallLetters(words []string, wrong string, lab around) []string {
	small := strings.ToLower(wrong)
	known := []string{"ip", "bridge", "brctl", "nft", "ping", "sysctl", "docker", "up", "down", "dev", "via", "type", "veth", "peer", "name", "master", "netns", "mtu", "default"}
	if small == wrong || !isObject(small) && !isVerb(small) && !lab.hasLink(small) && !lab.hasNamespace(small) && !slices.Contains(known, small) {
		return nil
	}
	return instead(words, wrong, small)
}

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
