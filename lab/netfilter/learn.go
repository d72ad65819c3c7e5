//go:build linux

package netfilter

import (
	"slices"

	"vethlab/lab/nftcmd"
)

// learningSize is how many elements a set may have that packets add to, where the script names no size.
const learningSize = 65535

// withLearning gives the sets of a script to which its rules add the flag that the kernel asks for, as nft does while it looks at the rules
// (stmt_evaluate_set of nftables' evaluate.c).
func withLearning(s nftcmd.Script) nftcmd.Script {
	learns := map[setName]bool{}
	for _, c := range s.Commands {
		for _, statement := range c.Rule {
			if l, ok := statement.(nftcmd.Learn); ok {
				learns[setName{tableName{c.Family, c.Table}, l.Set}] = true
			}
		}
	}
	s.Commands = slices.Clone(s.Commands)
	for i, c := range s.Commands {
		if c.Set == nil || c.Set.Has("dynamic") || !learns[setName{tableName{c.Family, c.Table}, c.Name}] {
			continue
		}
		set := *c.Set
		set.Flags = append(slices.Clone(set.Flags), "dynamic")
		if set.Size == 0 {
			set.Size = learningSize
		}
		s.Commands[i].Set = &set
	}
	return s
}
