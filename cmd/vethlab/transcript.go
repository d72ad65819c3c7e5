package main

import (
	"fmt"
	"strings"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// transcript is the script that leads from one network to another; about tells what it is, in the language, in one sentence.
func (s *settings) transcript(about string, from, to topo.Topology) string {
	steps := ipcmd.Transcribe(from, to)
	host := topo.HostName
	if s.lang == "zh" {
		host = "主机 " + host
	}
	return ipcmd.Script(steps, about+"\n"+s.needs(ipcmd.Programs(steps)), host)
}

// needs is what a reader must know before running a script.
func (s *settings) needs(programs []string) string {
	last := len(programs) - 1
	switch {
	case s.lang == "zh" && last < 0:
		return "什么也不改动。"
	case s.lang == "zh":
		return fmt.Sprintf("需要 root 权限，以及程序 %s；会改动运行它的那个网络命名空间。", strings.Join(programs, "、"))
	case last < 0:
		return "It changes nothing."
	case last == 0:
		return fmt.Sprintf("It needs root and the program %s, and changes the network namespace in which it is run.", programs[0])
	}
	return fmt.Sprintf("It needs root and the programs %s and %s, and changes the network namespace in which it is run.",
		strings.Join(programs[:last], ", "), programs[last])
}
