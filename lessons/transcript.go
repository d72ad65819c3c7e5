package lessons

import (
	"regexp"
	"slices"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// AsCommands gives what changed between two moments as the lines of `ip`, `bridge`, `sysctl` and `nft` that would have done it.
func AsCommands(from, to topo.Topology) []string {
	// A namespace that goes by its container's name is still the same when that is another's.
	to.Namespaces = slices.Clone(to.Namespaces)
	for i, ns := range to.Namespaces {
		if before := from.ByID(ns.ID); before != nil && ns.Path != "" && before.Path != "" {
			to.Namespaces[i].Name = before.Name
		}
	}
	var list []string
	for _, s := range ipcmd.Transcribe(from, to) {
		list = append(list, s.String())
	}
	return list
}

// Opaque tells whether a line does to the network what it does not say: a docker command, of which [AsCommands] tells more.
func Opaque(line string) bool {
	const begin = `(^|[;&|(]\s*)(sudo\s+)?docker\s+(container\s+)?`
	return regexp.MustCompile(begin + `(run|start|stop|kill|restart|rm|network)\b`).MatchString(line)
}
