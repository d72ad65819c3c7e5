package explain

import (
	"regexp"
	"slices"
	"strings"
)

// dockerSlips are of docker.
func dockerSlips() []slip {
	return []slip{
		{regexp.MustCompile(`unknown flag: (--[it]{2})`), func(words []string, wrong string, _ around) []string {
			return instead(words, wrong, wrong[1:])
		}},
		{regexp.MustCompile(`No such container: (\S+)`), otherContainer},
		{regexp.MustCompile(`docker: '([^']+)' is not a docker command`), containerFirst},
		{regexp.MustCompile(`exec: "([^"]+)": executable file not found`), withoutName},
		{regexp.MustCompile(`network = not found|Invalid container name \(=\)|invalid reference format`), spacedOption},
		{regexp.MustCompile(`network (\S+) not found`), otherNetwork},
		{regexp.MustCompile(`\A\s*Usage:\s+docker network COMMAND`), networkWord},
	}
}

// spacedOption mends `docker run --net = none base` and `docker run -p 8080 : 80 base`.
func spacedOption(words []string, _ string, _ around) []string {
	for at, word := range words {
		if at < 3 || at+1 >= len(words) || word != "=" && word != ":" {
			continue
		}
		joined := words[at-1] + word + words[at+1]
		if word == "=" && strings.HasPrefix(words[at-1], "--") || word == ":" && words[at-2] == "-p" {
			return slices.Replace(slices.Clone(words), at-1, at+2, joined)
		}
	}
	return nil
}

// networkWord mends `docker network conect net web`, to which docker says only its usage.
func networkWord(words []string, _ string, _ around) []string {
	if len(words) < 3 || words[0] != "docker" || words[1] != "network" {
		return nil
	}
	known := []string{"connect", "create", "disconnect", "inspect", "ls", "prune", "rm"}
	meant := alike(words[2], known)
	switch words[2] {
	case "add", "new", "make":
		meant = "create"
	case "list", "show", "ps":
		meant = "ls"
	case "del", "delete", "remove":
		meant = "rm"
	}
	return instead(words, words[2], meant)
}

// otherContainer mends `docker exec wbe ip addr`, `docker network connect web net`, and `docker exec ip addr` where there is one container that may
// be meant.
func otherContainer(words []string, wrong string, lab around) []string {
	if better := instead(words, wrong, alike(wrong, lab.held.containers())); better != nil {
		return better
	}
	if network := len(words) == 5 && words[1] == "network"; network && words[4] == wrong && slices.Contains(lab.held.containers(), words[3]) {
		return swapped(words, 3)
	}
	at, one := slices.Index(words, wrong), lab.onlyContainer()
	if at < 0 || one == "" || !slices.Contains(words[:at], "exec") || lab.held.Program == nil || !lab.held.Program(wrong) {
		return nil
	}
	return slices.Insert(slices.Clone(words), at, one)
}

// withoutName mends `docker run web base httpd`, of which the second is the image, `docker run -p 80 80 base`, of which the fourth is, and
// `docker run -P 8080:80 base`.
func withoutName(words []string, wrong string, _ around) []string {
	at := slices.Index(words, wrong)
	images := []string{"alpine", "base", "busybox", "debian", "httpd", "nginx", "ubuntu"}
	if at < 3 || words[1] != "run" || !slices.Contains(images, wrong) || strings.HasPrefix(words[at-1], "-") {
		return nil
	}
	if strings.Contains(words[at-1], ":") && words[at-2] == "-P" {
		return instead(words, "-P", "-p")
	}
	if isNumber(words[at-1]) {
		if before := words[at-2]; (words[at-3] == "-p" || words[at-3] == "--publish") && isNumber(before) {
			return slices.Replace(slices.Clone(words), at-2, at, before+":"+words[at-1])
		}
		return nil
	}
	return slices.Insert(slices.Clone(words), at-1, "--name")
}

// containerFirst mends `docker web exec ip addr`, `docker list`, and `docker ip addr` where there is one container that may be meant.
func containerFirst(words []string, wrong string, lab around) []string {
	if len(words) < 2 || words[0] != "docker" || words[1] != wrong {
		return nil
	}
	containers, one := lab.held.containers(), lab.onlyContainer()
	switch {
	case len(words) == 2 && slices.Contains([]string{"list", "ls", "show"}, wrong):
		return []string{"docker", "ps"}
	case len(words) > 2 && slices.Contains(containers, wrong) && slices.Contains([]string{"exec", "stop", "start", "rm", "kill", "logs", "inspect"}, words[2]):
		return swapped(words, 1)
	case len(words) > 2 && one != "" && isInContainer(wrong):
		return slices.Insert(slices.Clone(words), 1, "exec", one)
	}
	return nil
}

// otherNetwork mends `docker run --net=container web base` and `docker run --net=hots base`.
func otherNetwork(words []string, wrong string, lab around) []string {
	at := slices.IndexFunc(words, func(word string) bool { return word == "--net="+wrong || word == "--network="+wrong })
	if at < 0 {
		return nil
	}
	option, _, _ := strings.Cut(words[at], "=")
	if wrong == "container" && at+1 < len(words) && slices.Contains(lab.held.containers(), words[at+1]) {
		return slices.Replace(slices.Clone(words), at, at+2, option+"=container:"+words[at+1])
	}
	meant := alike(wrong, []string{"host", "none", "bridge"})
	if wrong == "docker0" || wrong == "bridge0" {
		meant = "bridge"
	}
	if meant == "" {
		return nil
	}
	return instead(words, words[at], option+"="+meant)
}

// inContainer mends `ip netns exec web ip addr` and `ip -n web addr`, where that is a container.
func inContainer(words []string, wrong string, lab around) []string {
	if !slices.Contains(lab.held.containers(), wrong) || len(words) < 4 || words[0] != "ip" {
		return nil
	}
	switch {
	case slices.Equal(words[1:4], []string{"netns", "exec", wrong}) && len(words) > 4:
		return slices.Concat([]string{"docker", "exec", wrong}, words[4:])
	case (words[1] == "-n" || words[1] == "-netns") && words[2] == wrong:
		return slices.Concat([]string{"docker", "exec", wrong, "ip"}, words[3:])
	}
	return nil
}
