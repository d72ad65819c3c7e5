package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// translate puts the help of all commands into Chinese. The headings of its sections are fang's own, and stay.
func translate(c *cobra.Command) {
	c.InitDefaultHelpCmd()
	c.Version = version
	texts := chinese()
	text := func(s *string) {
		if said, ok := texts[*s]; ok {
			*s = said
		}
	}
	for _, sub := range append(c.Commands(), c) {
		sub.InitDefaultHelpFlag()
		sub.InitDefaultVersionFlag()
		text(&sub.Short)
		text(&sub.Long)
		sub.Flags().VisitAll(func(f *pflag.Flag) { text(&f.Usage) })
		sub.PersistentFlags().VisitAll(func(f *pflag.Flag) { text(&f.Usage) })
		for of, said := range map[string]string{"help for ": "显示 %s 的帮助", "version for ": "显示 %s 的版本"} {
			for _, name := range []string{"help", "version"} {
				if f := sub.Flags().Lookup(name); f != nil && strings.HasPrefix(f.Usage, of) {
					f.Usage = fmt.Sprintf(said, strings.TrimPrefix(f.Usage, of))
				}
			}
		}
	}
}

// chinese are the texts of the help. A word of Latin letters does not begin one: fang would give it a capital.
func chinese() map[string]string {
	return map[string]string{
		"Learn Linux networking by building it": "动手搭建，学会 Linux 网络",
		"vethlab opens a private world of network namespaces on the real kernel, as an ordinary user,\n" +
			"and walks you through lessons in it. Your machine's own network is not touched.": "vethlab 以普通用户的身份，在真实的内核上打开一个由网络命名空间组成的私有实验环境，\n" +
			"带你在里面一步步学完各课。机器自己的网络不会被改动。",
		"language: en or zh (from LANG, if not given)": "语言，可写 en 或 zh（不写则看 LANG）",
		"Help about any command":                       "显示某个命令的帮助",
		"Help provides help for any command in the application.\nSimply type vethlab help [path to command] for full details.": "显示某个命令的帮助：vethlab help 命令",

		"Open a lesson, or play it without a screen": "打开一课，或者不用界面直接播放",
		"Opens a lesson of `vethlab list`, or one in a file of your own (LESSON.md). Without a terminal it is --plain.\n" +
			"Ends with 0 only if every command did what the lesson says.": "打开 `vethlab list` 里的一课，或者你自己文件里的一课（LESSON.md）。不在终端里时等于 --plain。\n" +
			"只有每条命令的结果都和课文一致，退出状态才是 0。",
		"begin at this step":                         "从这一步开始",
		"play it as plain text":                      "以纯文本播放",
		"play it as JSON Lines, an object a command": "以 JSON Lines 播放，每条命令一个对象",

		"List the lessons, what they need, and how far you are": "列出各课、先学哪些课，以及你学到了哪里",
		"print JSON": "输出 JSON",

		"Run a script, standard input or a prompt in a fresh lab": "在新的实验环境里运行脚本、标准输入，或打开提示符",
		"Runs bash's language in a fresh lab: a script from FILE, LINES or standard input, or a prompt where that is a\n" +
			"terminal. ip, bridge, brctl, nft, nc, ping, sysctl and docker are vethlab's own; any other program runs for real.\n" +
			"Ends with the script's status. Flags stand before FILE: what follows it is the script's.": "在新的实验环境里按 bash 的语法运行：脚本来自 FILE、LINES 或标准输入；标准输入是终端时则打开提示符。\n" +
			"ip、bridge、brctl、nft、nc、ping、sysctl 和 docker 由 vethlab 自己实现，其他程序都是真的。\n" +
			"退出状态就是脚本的退出状态。选项写在 FILE 之前：FILE 之后的都是脚本的参数。",
		"run these lines": "运行这几行",
		"print the lab's topology after the script: json, text":                           "脚本结束后输出拓扑，格式可写 json 或 text",
		"print what changed after the script, as commands for bash":                       "脚本结束后，把它做的改动输出成 bash 命令",
		"what runs containers: builtin, or docker, a real Docker Engine of the lab's own": "运行容器的方式，可写 builtin（内置）或 docker（实验环境自己的真实 Docker Engine）",
		"docker0's address, as dockerd's --bip (172.17.0.1/16, if not given)":             "网桥 docker0 的地址，同 dockerd 的 --bip（不写则为 172.17.0.1/16）",

		"Write a bash script that builds a lesson's network from nothing": "写出一个 bash 脚本，从零搭好一课的网络",
		"Plays a lesson of `vethlab list`, or one in a file of your own (LESSON.md), and writes a bash script to standard\n" +
			"output that builds what stands at its end, or before a step of it, with ip, sysctl and the like. Ends with 1 where a\n" +
			"command of the lesson failed: the script then builds what the others made.": "播放 `vethlab list` 里的一课，或者你自己文件里的一课（LESSON.md），然后把一个 bash 脚本写到标准输出：\n" +
			"它用 ip、sysctl 等命令搭出这一课结束时（或某一步之前）的网络。课文中有命令失败时退出状态为 1，脚本搭出的是其余命令的结果。",
		"build what stands before this step (the end, if not given)": "搭出这一步之前的样子（不写则为结束时）",

		"Say what each word of a command, or of its output, means": "逐词解释一条命令，或者它的输出",
		"Takes a command apart, word by word:\n\n    vethlab explain ip link add veth0 type veth peer name veth1\n\n" +
			"With - it reads what a command has shown, and says what the words in it mean:\n\n    ip addr | vethlab explain -": "逐词拆解一条命令：\n\n    vethlab explain ip link add veth0 type veth peer name veth1\n\n" +
			"写 - 时读入一条命令的输出，解释其中的词：\n\n    ip addr | vethlab explain -",

		"Play lessons and compare every output with what they say": "播放各课，并把每条输出和课文对照",

		"Plays the lessons in files, and compares every output with what they say. A command that runs for a minute,\nor prints without end, is ended.": "播放文件里的各课，并把每条输出和课文对照。执行满一分钟、或输出没完没了的命令会被结束。",

		"Try what this machine allows, and tell how to allow the rest": "检查这台机器允许做什么，并说明其余的怎样才能允许",
	}
}
