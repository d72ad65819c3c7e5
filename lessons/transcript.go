package lessons

import (
	"regexp"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// AsCommands gives what changed between two moments as the lines of `ip`, `bridge`, `sysctl` and `nft` that would have done it.
func AsCommands(from, to topo.Topology) []string {
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
