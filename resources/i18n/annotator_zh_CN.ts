<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Proofread and label Chinese newspaper text. It opens no network connection; every change is saved at once and can be undone.</source>
        <translation>校对并标注中文报纸文本。不联网；每一步即时保存，都可撤销。</translation>
    </message>
    <message>
        <source>Licence: Apache-2.0. It is made with the parts below, each under its own licence.</source>
        <translation>许可证：Apache-2.0。所用部件列于下方，各有自己的许可证。</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>部件</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Proofread</source>
        <translation>校对(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>标注(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Arrange</source>
        <translation>编排(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Import pages…</source>
        <translation>导入版面…</translation>
    </message>
    <message>
        <source>New reading of this page…</source>
        <translation>换上此版面的新识读…</translation>
    </message>
    <message>
        <source>Import labels…</source>
        <translation>导入标签…</translation>
    </message>
    <message>
        <source>Read the image of this page (OCR)</source>
        <translation>识别此版面的图像（OCR）</translation>
    </message>
    <message>
        <source>Rename issue…</source>
        <translation>重命名本期…</translation>
    </message>
    <message>
        <source>Remove issue…</source>
        <translation>移除本期…</translation>
    </message>
    <message>
        <source>Import corrections…</source>
        <translation>导入改正…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Export back into OCR files…</source>
        <translation>写回 OCR 文件…</translation>
    </message>
    <message>
        <source>Work packages…</source>
        <translation>工作包…</translation>
    </message>
    <message>
        <source>Merge work packages…</source>
        <translation>合并工作包…</translation>
    </message>
    <message>
        <source>Decide conflicts…</source>
        <translation>裁决分歧…</translation>
    </message>
    <message>
        <source>House rules…</source>
        <translation>社内规则…</translation>
    </message>
    <message>
        <source>Project words…</source>
        <translation>项目词…</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>替换…</translation>
    </message>
    <message>
        <source>Find and replace in the issue or project…</source>
        <translation>在本期或整个项目中查找替换…</translation>
    </message>
    <message>
        <source>Special characters…</source>
        <translation>特殊字符…</translation>
    </message>
    <message>
        <source>Selection to half width</source>
        <translation>选中文字转半角</translation>
    </message>
    <message>
        <source>Selection to full width</source>
        <translation>选中文字转全角</translation>
    </message>
    <message>
        <source>Selection to simplified characters</source>
        <translation>选中文字转简体</translation>
    </message>
    <message>
        <source>Selection to traditional characters</source>
        <translation>选中文字转繁体</translation>
    </message>
    <message>
        <source>Edit the text here</source>
        <translation>在此处改字</translation>
    </message>
    <message>
        <source>Versions of the article…</source>
        <translation>文章的版本…</translation>
    </message>
    <message>
        <source>Proofread</source>
        <translation>校对</translation>
    </message>
    <message>
        <source>Next doubt</source>
        <translation>下一处疑错</translation>
    </message>
    <message>
        <source>Previous doubt</source>
        <translation>上一处疑错</translation>
    </message>
    <message>
        <source>Repair the whole series</source>
        <translation>整批改正</translation>
    </message>
    <message>
        <source>List the series</source>
        <translation>列出同类</translation>
    </message>
    <message>
        <source>Keep all with the same text</source>
        <translation>相同文字全部保留</translation>
    </message>
    <message>
        <source>Compare in print all places read like this…</source>
        <translation>按原版比对所有同样识读之处…</translation>
    </message>
    <message>
        <source>Next place marked as odd</source>
        <translation>下一处标出的异样</translation>
    </message>
    <message>
        <source>Add to the project&apos;s words</source>
        <translation>加入项目词</translation>
    </message>
    <message>
        <source>Article read; go to the next</source>
        <translation>本篇校完，转下一篇</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>标为未校</translation>
    </message>
    <message>
        <source>Mark as first reading done</source>
        <translation>标为一校</translation>
    </message>
    <message>
        <source>Mark as second reading done</source>
        <translation>标为二校</translation>
    </message>
    <message>
        <source>Mark as final reading done</source>
        <translation>标为终校</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Label every identical text</source>
        <translation>标注所有相同文字</translation>
    </message>
    <message>
        <source>List every identical text…</source>
        <translation>列出所有相同文字…</translation>
    </message>
    <message>
        <source>Remove the label from every identical text</source>
        <translation>取消所有相同文字的标签</translation>
    </message>
    <message>
        <source>Suggest labels</source>
        <translation>建议标签</translation>
    </message>
    <message>
        <source>Suggest from a word list…</source>
        <translation>按词表建议…</translation>
    </message>
    <message>
        <source>Forget the word lists of the project</source>
        <translation>去掉本项目的词表</translation>
    </message>
    <message>
        <source>Move the end on</source>
        <translation>终点后移</translation>
    </message>
    <message>
        <source>Move the end back</source>
        <translation>终点前移</translation>
    </message>
    <message>
        <source>Move the beginning on</source>
        <translation>起点后移</translation>
    </message>
    <message>
        <source>Move the beginning back</source>
        <translation>起点前移</translation>
    </message>
    <message>
        <source>Label whatever the mouse selects</source>
        <translation>鼠标选中即标（沿用标签）</translation>
    </message>
    <message>
        <source>Remove the label</source>
        <translation>去掉标签</translation>
    </message>
    <message>
        <source>Mark the label as doubtful</source>
        <translation>将标注标为存疑</translation>
    </message>
    <message>
        <source>Note on the label…</source>
        <translation>标注的备注…</translation>
    </message>
    <message>
        <source>Attributes of the label…</source>
        <translation>标注的属性…</translation>
    </message>
    <message>
        <source>Put the selection to the label before</source>
        <translation>将选中文字并入前一标注</translation>
    </message>
    <message>
        <source>Take the selection from the label</source>
        <translation>从标注中去掉选中文字</translation>
    </message>
    <message>
        <source>Relate the label to another one…</source>
        <translation>与另一标注建立关系…</translation>
    </message>
    <message>
        <source>Labels of the whole article…</source>
        <translation>篇章标签…</translation>
    </message>
    <message>
        <source>Label schemes…</source>
        <translation>标签体系…</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>编排</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Move the paragraph up</source>
        <translation>段落上移</translation>
    </message>
    <message>
        <source>Move the paragraph down</source>
        <translation>段落下移</translation>
    </message>
    <message>
        <source>Put the paragraph to the furniture</source>
        <translation>把这一段归入版面杂项</translation>
    </message>
    <message>
        <source>Put the paragraph to the unplaced text</source>
        <translation>把这一段归入未归</translation>
    </message>
    <message>
        <source>Put the selected raw text into the article</source>
        <translation>把选中的原文放进成稿</translation>
    </message>
    <message>
        <source>Let an article begin here</source>
        <translation>从这里另起一篇</translation>
    </message>
    <message>
        <source>Append the article to the one before</source>
        <translation>把本篇并入前一篇</translation>
    </message>
    <message>
        <source>Rebuild the issue, keep all work</source>
        <translation>重新整理本期（保留全部人工所做）</translation>
    </message>
    <message>
        <source>What is known of the newspaper…</source>
        <translation>关于本报的了解…</translation>
    </message>
    <message>
        <source>Look for doubts anew</source>
        <translation>重新查错</translation>
    </message>
    <message>
        <source>Next article</source>
        <translation>下一篇</translation>
    </message>
    <message>
        <source>Previous article</source>
        <translation>上一篇</translation>
    </message>
    <message>
        <source>Progress of the project…</source>
        <translation>项目进度…</translation>
    </message>
    <message>
        <source>Show what stood in changed places</source>
        <translation>显示改动之前的文字</translation>
    </message>
    <message>
        <source>Next changed place</source>
        <translation>下一处改动</translation>
    </message>
    <message>
        <source>Previous changed place</source>
        <translation>上一处改动</translation>
    </message>
    <message>
        <source>Revert the change here</source>
        <translation>恢复此处改动</translation>
    </message>
    <message>
        <source>Page image: above the raw text, in its place, hidden</source>
        <translation>版面图像：原文上方 / 代替原文 / 隐藏</translation>
    </message>
    <message>
        <source>Choose the image of this page…</source>
        <translation>选择本版图像…</translation>
    </message>
    <message>
        <source>Go to the next pane</source>
        <translation>转到下一个窗格</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>默认字号</translation>
    </message>
    <message>
        <source>Look of the system</source>
        <translation>外观随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>语言随系统</translation>
    </message>
    <message>
        <source>What is this here?</source>
        <translation>这里是什么？</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>使用手册</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>导览</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>更改按键…</translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation>查找命令…</translation>
    </message>
    <message>
        <source>Show the bar with the keys</source>
        <translation>显示按键提示栏</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>take the first candidate</source>
        <translation>用第一候选</translation>
    </message>
    <message>
        <source>take another</source>
        <translation>用其他候选</translation>
    </message>
    <message>
        <source>keep the text</source>
        <translation>保留原字</translation>
    </message>
    <message>
        <source>keep all alike</source>
        <translation>相同的全部保留</translation>
    </message>
    <message>
        <source>project word</source>
        <translation>加入项目词</translation>
    </message>
    <message>
        <source>take back</source>
        <translation>收回上一步</translation>
    </message>
    <message>
        <source>next, undecided</source>
        <translation>暂不决定，下一处</translation>
    </message>
    <message>
        <source>previous, undecided</source>
        <translation>暂不决定，上一处</translation>
    </message>
    <message>
        <source>list the series</source>
        <translation>列出同类</translation>
    </message>
    <message>
        <source>type instead</source>
        <translation>直接改字</translation>
    </message>
    <message>
        <source>stop typing, decide again</source>
        <translation>结束改字，继续决定</translation>
    </message>
    <message>
        <source>label what is selected</source>
        <translation>给选中的文字加标签</translation>
    </message>
    <message>
        <source>select more</source>
        <translation>多选</translation>
    </message>
    <message>
        <source>less</source>
        <translation>少选</translation>
    </message>
    <message>
        <source>next name without label</source>
        <translation>下一个未标的名称</translation>
    </message>
    <message>
        <source>next suggestion</source>
        <translation>下一条建议</translation>
    </message>
    <message>
        <source>take it, or the same label again</source>
        <translation>采纳，或再用同一标签</translation>
    </message>
    <message>
        <source>another label</source>
        <translation>另一标签</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>不标</translation>
    </message>
    <message>
        <source>select</source>
        <translation>选择文字</translation>
    </message>
    <message>
        <source>move the end</source>
        <translation>移动终点</translation>
    </message>
    <message>
        <source>move the beginning</source>
        <translation>移动起点</translation>
    </message>
    <message>
        <source>label before, label behind</source>
        <translation>上一处、下一处标注</translation>
    </message>
    <message>
        <source>name without label before</source>
        <translation>上一个未标的名称</translation>
    </message>
    <message>
        <source>remove the label</source>
        <translation>去掉标签</translation>
    </message>
    <message>
        <source>label all identical</source>
        <translation>标注所有相同文字</translation>
    </message>
    <message>
        <source>list all identical</source>
        <translation>列出所有相同文字</translation>
    </message>
    <message>
        <source>edit the text</source>
        <translation>改字</translation>
    </message>
    <message>
        <source>do the first</source>
        <translation>取第一项</translation>
    </message>
    <message>
        <source>do another</source>
        <translation>取另一项</translation>
    </message>
    <message>
        <source>leave as it is</source>
        <translation>保持原样</translation>
    </message>
</context>
<context>
    <name>Adjudication</name>
    <message>
        <source>Different corrections</source>
        <translation>改正不同</translation>
    </message>
    <message>
        <source>Different labels</source>
        <translation>标注不同</translation>
    </message>
    <message>
        <source>Different relations</source>
        <translation>关系不同</translation>
    </message>
    <message>
        <source>Different labels of the article</source>
        <translation>篇章标签不同</translation>
    </message>
    <message>
        <source>Could not be put together</source>
        <translation>无法自动合并</translation>
    </message>
</context>
<context>
    <name>AdjudicationDialog</name>
    <message>
        <source>Conflicts</source>
        <translation>分歧</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>{kind} · {number} of {count}</source>
        <translation>{kind} · 第 {number} 处，共 {count} 处</translation>
    </message>
    <message>
        <source>nowhere in the text now</source>
        <translation>现已不在文中</translation>
    </message>
    <message>
        <source>{article} · in the raw text: {raw}</source>
        <translation>{article} · 原文：{raw}</translation>
    </message>
    <message>
        <source>There are no conflicts.</source>
        <translation>没有分歧。</translation>
    </message>
    <message>
        <source>Left for later: {count}</source>
        <translation>留待以后：{count} 处</translation>
    </message>
    <message>
        <source>All conflicts are decided.</source>
        <translation>分歧已全部裁决。</translation>
    </message>
    <message>
        <source>take back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>When work packages are merged, what several people did differently in one place is listed here: corrections, labels, relations, labels of articles, the order of the text. What they agree in is merged without asking.</source>
        <translation>合并工作包时，几个人在同一处做法不同的地方会列在这里：改正、标注、关系、篇章标签、文字的次序。做法相同的直接合并，不再询问。</translation>
    </message>
    <message>
        <source>the project</source>
        <translation>本项目</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>不标</translation>
    </message>
    <message>
        <source>no relation</source>
        <translation>没有关系</translation>
    </message>
    <message>
        <source>nothing (deleted)</source>
        <translation>删去</translation>
    </message>
    <message>
        <source>as it is now</source>
        <translation>保持现状</translation>
    </message>
    <message>
        <source>rebuilt otherwise</source>
        <translation>另行整理</translation>
    </message>
    <message>
        <source>the first</source>
        <translation>选第一项</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>both</source>
        <translation>两者都要</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>全部都要</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>later</source>
        <translation>以后再说</translation>
    </message>
</context>
<context>
    <name>AnnotatorsChoice</name>
    <message>
        <source>apart, to be compared and decided upon</source>
        <translation>各算各的，便于比较和裁决</translation>
    </message>
    <message>
        <source>one’s labels for each text: a curator’s, else the last</source>
        <translation>每篇取一人的：有审定的取审定的，否则取最后的</translation>
    </message>
    <message>
        <source>together, as if by one person</source>
        <translation>合在一起，当作一人所标</translation>
    </message>
    <message>
        <source>Labels of several annotators</source>
        <translation>多位标注员的标签</translation>
    </message>
    <message>
        <source>Annotator in the files</source>
        <translation>文件中的标注员</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>篇数</translation>
    </message>
    <message>
        <source>Name here</source>
        <translation>在此的姓名</translation>
    </message>
    <message>
        <source>Annotators in the files</source>
        <translation>文件中的标注员</translation>
    </message>
</context>
<context>
    <name>ArticleHeading</name>
    <message>
        <source>Reading</source>
        <translation>校次</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>成稿</translation>
    </message>
</context>
<context>
    <name>ArticleLabels</name>
    <message>
        <source>The label scheme has no labels for whole articles.</source>
        <translation>当前标签体系没有篇章标签。</translation>
    </message>
    <message>
        <source>Labels of the article</source>
        <translation>篇章标签</translation>
    </message>
</context>
<context>
    <name>AttributeTable</name>
    <message>
        <source>Attributes</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>To begin with</source>
        <translation>初始值</translation>
    </message>
    <message>
        <source>In files</source>
        <translation>文件中</translation>
    </message>
    <message>
        <source>Add an attribute</source>
        <translation>添加属性</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>New attribute</source>
        <translation>新属性</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
</context>
<context>
    <name>BrokenRunBox</name>
    <message>
        <source>The last time</source>
        <translation>上次运行</translation>
    </message>
    <message>
        <source>The program came to no proper end the last time.</source>
        <translation>程序上次没有正常结束。</translation>
    </message>
    <message>
        <source>Every step you had finished is saved. If something is missing, a backup can be put back.</source>
        <translation>已完成的每一步都已保存。如有缺失，可恢复备份。</translation>
    </message>
    <message>
        <source>What is known of it is in {file}.</source>
        <translation>有关情况见 {file}。</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>恢复备份…</translation>
    </message>
</context>
<context>
    <name>CandidateStrip</name>
    <message>
        <source>Doubt</source>
        <translation>疑错</translation>
    </message>
    <message>
        <source>Space  keep</source>
        <translation>空格  保留</translation>
    </message>
    <message>
        <source>No doubt here</source>
        <translation>此处没有疑错</translation>
    </message>
    <message>
        <source>All doubts are decided</source>
        <translation>疑错已全部处理</translation>
    </message>
    <message>
        <source>(missing)</source>
        <translation>（缺字）</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>typing · Esc decides again</source>
        <translation>正在改字 · Esc 返回</translation>
    </message>
    <message>
        <source>There is no candidate {number}.</source>
        <translation>没有第 {number} 个候选。</translation>
    </message>
    <message>
        <source>There is no room here for candidate {number}; a wider window shows it.</source>
        <translation>第 {number} 个候选这里显示不下，未采用；加宽窗口即可看到。</translation>
    </message>
    <message>
        <source>Typing</source>
        <translation>正在改字</translation>
    </message>
    <message>
        <source>No doubts found yet</source>
        <translation>暂未发现疑错</translation>
    </message>
    <message>
        <source>Enter goes on to the next doubt, Esc decides again.</source>
        <translation>Enter 完成并转到下一处，Esc 返回。</translation>
    </message>
    <message>
        <source>Keys type here. Esc goes on with the doubts.</source>
        <translation>此处按键直接改字，按 Esc 继续处理疑错。</translation>
    </message>
    <message>
        <source>The issue is still being looked through; it can be read meanwhile.</source>
        <translation>全期仍在检查中，可以先读。</translation>
    </message>
    <message>
        <source>Tab goes to the next one, {count} in this issue.</source>
        <translation>按 Tab 转到下一处，本期还有 {count} 处。</translation>
    </message>
    <message>
        <source>Raise the sensitivity in the list of doubts to see less certain ones.</source>
        <translation>在疑错列表里调高灵敏度，可看到把握较小的疑错。</translation>
    </message>
    <message>
        <source>×{count}: Ctrl+Enter repairs all, Shift+Enter lists them</source>
        <translation>同类 ×{count}：Ctrl+Enter 全部改正，Shift+Enter 逐一列出</translation>
    </message>
    <message>
        <source>No candidate: type what belongs here.</source>
        <translation>没有候选：请直接输入正确的字。</translation>
    </message>
    <message>
        <source>“{text}”: {percent} %</source>
        <translation>“{text}”：{percent} %</translation>
    </message>
    <message>
        <source>{here} in this article · {count} in this issue</source>
        <translation>本篇还有 {here} 处 · 本期还有 {count} 处</translation>
    </message>
    <message>
        <source>{percent} % wrong</source>
        <translation>错误可能 {percent}%</translation>
    </message>
    <message>
        <source>(delete)</source>
        <translation>（删去）</translation>
    </message>
    <message>
        <source>Candidate {number}: {text}</source>
        <translation>候选 {number}：{text}</translation>
    </message>
</context>
<context>
    <name>CharacterPalette</name>
    <message>
        <source>Special characters</source>
        <translation>特殊字符</translation>
    </message>
    <message>
        <source>1–9: used last   Enter: insert   Esc: close</source>
        <translation>1–9：最近用过   Enter：插入   Esc：关闭</translation>
    </message>
</context>
<context>
    <name>ChoiceList</name>
    <message>
        <source>Choices</source>
        <translation>可选做法</translation>
    </message>
</context>
<context>
    <name>ColorChoice</name>
    <message>
        <source>Another colour…</source>
        <translation>其他颜色…</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>想做什么？</translation>
    </message>
    <message>
        <source>Nothing is called that.</source>
        <translation>没有这样的命令。</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Not done</source>
        <translation>未能完成</translation>
    </message>
    <message>
        <source>A fault in the program</source>
        <translation>程序出错</translation>
    </message>
    <message>
        <source>The first pages to read; the others are on their way…</source>
        <translation>先看前几版，其余各版正在读入……</translation>
    </message>
    <message>
        <source>Repair the whole series</source>
        <translation>整批改正</translation>
    </message>
    <message>
        <source>Put “{right}” in place of “{wrong}” in {count} {count:place|places}?</source>
        <translation>把 {count} 处“{wrong}”改为“{right}”？</translation>
    </message>
    <message>
        <source>Reading pages and looking for doubts…</source>
        <translation>正在读取版面、查找疑错…</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Rebuilding the issue…</source>
        <translation>正在重新整理本期…</translation>
    </message>
    <message>
        <source>Looking for doubts…</source>
        <translation>正在查错…</translation>
    </message>
    <message>
        <source>Putting the new reading in place…</source>
        <translation>正在换上新识读…</translation>
    </message>
    <message>
        <source>The new reading is in place ({count} {count:correction stands|corrections stand} in it already).</source>
        <translation>新识读已换上（其中已含 {count} 处改正）。</translation>
    </message>
    <message>
        <source>To be looked at, first of all: {count}</source>
        <translation>请先查看：{count} 处</translation>
    </message>
    <message>
        <source>Rebuilt. To be looked at, first of all: {count}</source>
        <translation>已重新整理，需要查看的排在最前：{count} 处</translation>
    </message>
    <message>
        <source>Done; everything people did was kept.</source>
        <translation>完成，人工所做的全部保留。</translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation>没有变化。</translation>
    </message>
</context>
<context>
    <name>Dashboard</name>
    <message>
        <source>Progress of the project</source>
        <translation>项目进度</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计……</translation>
    </message>
    <message>
        <source>Save as report…</source>
        <translation>另存为报告…</translation>
    </message>
    <message>
        <source>Save as report</source>
        <translation>另存为报告</translation>
    </message>
    <message>
        <source>HTML page (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
</context>
<context>
    <name>DecisionPanel</name>
    <message>
        <source>Open decisions</source>
        <translation>待定列表</translation>
    </message>
    <message>
        <source>Nothing is waiting for a decision.</source>
        <translation>没有待定事项。</translation>
    </message>
    <message>
        <source>There is no choice {number}.</source>
        <translation>没有第 {number} 项。</translation>
    </message>
</context>
<context>
    <name>DoubtChooser</name>
    <message>
        <source>Misread</source>
        <translation>错字</translation>
    </message>
    <message>
        <source>Names and terms</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>House rules</source>
        <translation>用字规定</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Punctuation</source>
        <translation>标点</translation>
    </message>
    <message>
        <source>Mixed script</source>
        <translation>混杂文字</translation>
    </message>
    <message>
        <source>Odd characters</source>
        <translation>异常字符</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>灵敏度</translation>
    </message>
    <message>
        <source>Order of doubts</source>
        <translation>疑错顺序</translation>
    </message>
    <message>
        <source>as read</source>
        <translation>按阅读顺序</translation>
    </message>
    <message>
        <source>likeliest first</source>
        <translation>按可能性</translation>
    </message>
    <message>
        <source>by kind</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>largest series first</source>
        <translation>按同类多少</translation>
    </message>
    <message>
        <source>Reach of series</source>
        <translation>同类范围</translation>
    </message>
    <message>
        <source>article</source>
        <translation>本篇</translation>
    </message>
    <message>
        <source>issue</source>
        <translation>本期</translation>
    </message>
    <message>
        <source>project</source>
        <translation>全项目</translation>
    </message>
    <message>
        <source>about {rate} false per 1000 characters</source>
        <translation>每千字约 {rate} 处误报</translation>
    </message>
    <message>
        <source>Doubts {count}</source>
        <translation>{count} 处</translation>
    </message>
    <message>
        <source>Show or hide this kind of doubt</source>
        <translation>显示或隐藏这一类疑错</translation>
    </message>
    <message>
        <source>fewer</source>
        <translation>少</translation>
    </message>
    <message>
        <source>more</source>
        <translation>多</translation>
    </message>
</context>
<context>
    <name>EntryForm</name>
    <message>
        <source>one or two characters</source>
        <translation>一个或两个字符</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>What belongs to it</source>
        <translation>适用范围</translation>
    </message>
    <message>
        <source>Name in files</source>
        <translation>文件中的名称</translation>
    </message>
</context>
<context>
    <name>EntryList</name>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>{file}: there is no such file or folder.</source>
        <translation>{file}：没有这个文件或文件夹。</translation>
    </message>
    <message>
        <source>{file} is a folder, not a page file.</source>
        <translation>{file} 是文件夹，不是版面文件。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation>无法读取 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} holds no text.</source>
        <translation>{file} 里没有文字。</translation>
    </message>
    <message>
        <source>The folder {file} holds no text files.</source>
        <translation>文件夹 {file} 里没有文本文件。</translation>
    </message>
    <message>
        <source>{file} is not a text file.</source>
        <translation>{file} 不是文本文件。</translation>
    </message>
    <message>
        <source>{file} is larger than {limit} MB; that is no page of a newspaper.</source>
        <translation>{file} 超过 {limit} MB，不像一个报纸版面。</translation>
    </message>
    <message>
        <source>{file} is larger than {limit} MB; that is no list.</source>
        <translation>{file} 超过 {limit} MB，不像一份清单。</translation>
    </message>
    <message>
        <source>No page files were given.</source>
        <translation>没有给出版面文件。</translation>
    </message>
    <message>
        <source>{file}: the encoding was guessed as {encoding}.</source>
        <translation>{file}：编码推测为 {encoding}。</translation>
    </message>
    <message>
        <source>{file}: {count} broken {count:character was|characters were} replaced by U+FFFD.</source>
        <translation>{file}：{count} 个损坏的字符已换成 U+FFFD。</translation>
    </message>
    <message>
        <source>{count} page {count:number does|numbers do} not fit {files} {files:file|files}.</source>
        <translation>给了 {count} 个版次，却有 {files} 个文件。</translation>
    </message>
    <message>
        <source>{encoding} is not the name of an encoding.</source>
        <translation>{encoding} 不是编码名称。</translation>
    </message>
    <message>
        <source>{file} is not written in {encoding}.</source>
        <translation>{file} 不是 {encoding} 编码。</translation>
    </message>
    <message>
        <source>{format} is no export format here.</source>
        <translation>这里没有 {format} 这种导出格式。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}.</source>
        <translation>无法写入 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} did not read back as it was written; nothing was replaced.</source>
        <translation>{file} 写出后读回不一致，没有替换任何文件。</translation>
    </message>
    <message>
        <source>{file} exists already.</source>
        <translation>{file} 已经存在。</translation>
    </message>
    <message>
        <source>{file}: there is no such project.</source>
        <translation>{file}：没有这个项目。</translation>
    </message>
    <message>
        <source>{file} is not a project of this program.</source>
        <translation>{file} 不是本程序的项目文件。</translation>
    </message>
    <message>
        <source>{file} was made by a newer version of this program.</source>
        <translation>{file} 是由更新版本的程序建立的。</translation>
    </message>
    <message>
        <source>{file} is damaged.</source>
        <translation>{file} 已损坏。</translation>
    </message>
    <message>
        <source>{file} may not be opened or written.</source>
        <translation>没有权限打开或写入 {file}。</translation>
    </message>
    <message>
        <source>{file} is open in another program. Here it can only be read until that is closed.</source>
        <translation>{file} 正在另一个程序中打开；那边关闭之前，这里只能阅读。</translation>
    </message>
    <message>
        <source>{file} is read-only, so nothing can be changed.</source>
        <translation>{file} 是只读的，不能修改。</translation>
    </message>
    <message>
        <source>Of {file} nothing could be saved: there is no backup, and its pages cannot be read.</source>
        <translation>{file} 无从挽救：没有备份，其版面也无法读出。</translation>
    </message>
    <message>
        <source>{file} was moved or deleted while it was open. What was done before is safe in it; put it back to go on.</source>
        <translation>{file} 在打开期间被移走或删除。此前的工作都已存于其中；放回原处即可继续。</translation>
    </message>
    <message>
        <source>{file} was replaced by another file while it was open, so nothing more is written. Open it anew to go on.</source>
        <translation>{file} 在打开期间被另一个文件替换，因此不再写入。请重新打开后继续。</translation>
    </message>
    <message>
        <source>{file} is a folder, not a project.</source>
        <translation>{file} 是文件夹，不是项目。</translation>
    </message>
    <message>
        <source>There is no folder for {file}.</source>
        <translation>{file} 所在的文件夹不存在。</translation>
    </message>
    <message>
        <source>{file} could not be read: {detail}.</source>
        <translation>{file} 读取失败：{detail}。</translation>
    </message>
    <message>
        <source>{file} could not be written: {detail}.</source>
        <translation>{file} 写入失败：{detail}。</translation>
    </message>
    <message>
        <source>The disk of {file} is full, so the last step was not done. Make room, then do it again; what was done before is saved.</source>
        <translation>{file} 所在的磁盘已满，最后一步没有做成。请腾出空间后再做一次；此前所做的都已保存。</translation>
    </message>
    <message>
        <source>{file} has changed meanwhile; please try again.</source>
        <translation>{file} 在此期间有改动，请再试一次。</translation>
    </message>
    <message>
        <source>No names of annotators were given.</source>
        <translation>没有给出标注员的姓名。</translation>
    </message>
    <message>
        <source>“{person}” cannot be the name of an annotator’s file.</source>
        <translation>“{person}”不能用作标注员的文件名。</translation>
    </message>
    <message>
        <source>{person} is named twice.</source>
        <translation>{person} 出现了两次。</translation>
    </message>
    <message>
        <source>There are more people than work: nothing is left for {person}.</source>
        <translation>人数多于可分的内容：{person} 分不到任务。</translation>
    </message>
    <message>
        <source>What {file} says of itself as a work package makes no sense.</source>
        <translation>{file} 里的工作包说明无法读取。</translation>
    </message>
    <message>
        <source>{file} is no sound work package; nothing was merged.</source>
        <translation>{file} 不是完好的工作包，没有合并任何内容。</translation>
    </message>
    <message>
        <source>{file} is the project itself.</source>
        <translation>{file} 就是项目本身。</translation>
    </message>
    <message>
        <source>{file} is the same package as another one that was given.</source>
        <translation>{file} 与另一个给出的文件是同一个工作包。</translation>
    </message>
    <message>
        <source>{file} shares no page with {project}.</source>
        <translation>{file} 与 {project} 没有相同的版面。</translation>
    </message>
    <message>
        <source>{file}: the project has no pages of {issue}; it was left out.</source>
        <translation>{file}：项目里没有 {issue} 的版面，已略过。</translation>
    </message>
    <message>
        <source>The place is not what it was; please correct it by hand, then choose what stands there.</source>
        <translation>此处文字已与当时不同，请先手工改好，再选定现有的文字。</translation>
    </message>
    <message>
        <source>There is nobody’s work to compare: give at least two files, or merge packages first.</source>
        <translation>没有可比较的工作：请给出至少两个文件，或先合并工作包。</translation>
    </message>
    <message>
        <source>{file} shares no page with the other files.</source>
        <translation>{file} 与其他文件没有相同的版面。</translation>
    </message>
    <message>
        <source>Pages of {file} were read anew, so that it can no longer be merged.</source>
        <translation>{file} 里的版面已重新读取，不能再合并。</translation>
    </message>
    <message>
        <source>The pages of {issue} did not come from files of an OCR engine.</source>
        <translation>{issue} 的版面不是来自 OCR 文件。</translation>
    </message>
    <message>
        <source>Reading images needs the extra ocr; to get it: pip install annotator[ocr]</source>
        <translation>识别图像需要 ocr 扩展；安装：pip install annotator[ocr]</translation>
    </message>
    <message>
        <source>{file} could not be read by the OCR engine.</source>
        <translation>识别引擎无法识别 {file}。</translation>
    </message>
    <message>
        <source>{file} has no image that could be read.</source>
        <translation>{file} 没有可以识别的图像。</translation>
    </message>
    <message>
        <source>{file} has hardly anything in common with {page}.</source>
        <translation>{file} 与{page}几乎没有相同的文字。</translation>
    </message>
    <message>
        <source>{file} is no sound XML (line {line}: {reason}).</source>
        <translation>{file} 不是完好的 XML（第 {line} 行：{reason}）。</translation>
    </message>
    <message>
        <source>{file} declares entities, which pages have no need of.</source>
        <translation>{file} 声明了实体，版面文件不需要这些。</translation>
    </message>
    <message>
        <source>{file} is neither hOCR nor ALTO nor PAGE XML.</source>
        <translation>{file} 不是 hOCR、ALTO 或 PAGE XML。</translation>
    </message>
    <message>
        <source>{file} is no sound Word document.</source>
        <translation>{file} 不是完好的 Word 文档。</translation>
    </message>
    <message>
        <source>{file} is no sound PDF.</source>
        <translation>{file} 不是完好的 PDF。</translation>
    </message>
    <message>
        <source>{file} is locked by a password.</source>
        <translation>{file} 有密码保护。</translation>
    </message>
    <message>
        <source>The password does not open {file}.</source>
        <translation>密码打不开 {file}。</translation>
    </message>
    <message>
        <source>{file} holds images without text; to have them read: pip install annotator[ocr]</source>
        <translation>{file} 只有图像没有文字；要在程序里识别，请安装：pip install annotator[ocr]</translation>
    </message>
    <message>
        <source>{file} could not be read in time.</source>
        <translation>{file} 读取超时。</translation>
    </message>
    <message>
        <source>{file}: {count} {count:page without text was|pages without text were} left out.</source>
        <translation>{file}：有 {count} 页没有文字，未导入。</translation>
    </message>
    <message>
        <source>{file}: there are only images ({count}), and no text that belongs to them. With the extra ocr (pip install annotator[ocr]) they are read here.</source>
        <translation>{file}：只有图像（{count} 个），没有与之配对的文字。装上 ocr 扩展（pip install annotator[ocr]）即可在此识别。</translation>
    </message>
    <message>
        <source>{file}: {count} {count:image without text was|images without text were} left out.</source>
        <translation>{file}：有 {count} 个图像没有文字，未导入。</translation>
    </message>
    <message>
        <source>Select up to eight characters, or put the caret behind one, to compare all places read like it.</source>
        <translation>选中不超过八个字，或把光标放在一个字后面，即可比对所有同样识读之处。</translation>
    </message>
    <message>
        <source>“{text}” stands nowhere as it was read.</source>
        <translation>没有照原样读作“{text}”的地方。</translation>
    </message>
    <message>
        <source>Type what belongs here. Marked places left: {count}</source>
        <translation>请在此输入正字。还剩 {count} 处标出的。</translation>
    </message>
    <message>
        <source>No marked place is left.</source>
        <translation>标出的各处都看过了。</translation>
    </message>
    <message>
        <source>{count} {count:place|places} corrected; one step back takes all of that back.</source>
        <translation>已改正 {count} 处；撤销一步即可全部还原。</translation>
    </message>
    <message>
        <source>{file} is no image of a page (PNG, JPEG or TIFF).</source>
        <translation>{file} 不是版面图像（PNG、JPEG 或 TIFF）。</translation>
    </message>
    <message>
        <source>{file} is damaged, or no image at all.</source>
        <translation>{file} 已损坏，或者根本不是图像。</translation>
    </message>
    <message>
        <source>{count} of the files could not be read and {count:was|were} left out; the others came in.</source>
        <translation>{count} 个文件无法读取，未导入；其余文件已导入。</translation>
    </message>
    <message>
        <source>The import was cancelled.</source>
        <translation>已取消导入。</translation>
    </message>
    <message>
        <source>{file} has {count} {count:page|pages}; none of them was chosen.</source>
        <translation>{file} 共有 {count} 页，没有所选的页。</translation>
    </message>
    <message>
        <source>“{part}” is no range of pages; pages are chosen like 1-8,12.</source>
        <translation>“{part}”不是页码范围；请写成 1-8,12 这样。</translation>
    </message>
    <message>
        <source>{file} holds {count} issues, not the pages of one.</source>
        <translation>{file} 内有 {count} 期，不是一期的版面。</translation>
    </message>
    <message>
        <source>These are {count} issues; a name or page numbers fit one only.</source>
        <translation>这里有 {count} 期；期名和版次只能用于一期。</translation>
    </message>
    <message>
        <source>{file} names no files with the text of pages.</source>
        <translation>{file} 没有列出版面的文字文件。</translation>
    </message>
    <message>
        <source>{file} names a file outside its folder: {path}.</source>
        <translation>{file} 指向所在文件夹之外的文件：{path}。</translation>
    </message>
    <message>
        <source>An issue needs a name of at most {longest} characters.</source>
        <translation>一期要有名称，最多 {longest} 个字符。</translation>
    </message>
    <message>
        <source>A version needs a name of at most {longest} characters.</source>
        <translation>版本要有名称，最多 {longest} 个字符。</translation>
    </message>
    <message>
        <source>There is no such article.</source>
        <translation>没有这篇文章。</translation>
    </message>
    <message>
        <source>Nothing of the key {habit} is known of the newspaper.</source>
        <translation>关于本报没有学到过 {habit}。</translation>
    </message>
    <message>
        <source>What {file} has learnt about its newspaper cannot be read.</source>
        <translation>{file} 里关于本报的记录无法读取。</translation>
    </message>
    <message>
        <source>The label scheme of {file} cannot be read.</source>
        <translation>无法读取 {file} 的标签方案。</translation>
    </message>
    <message>
        <source>{file} has no label scheme {scheme}.</source>
        <translation>{file} 中没有标签体系 {scheme}。</translation>
    </message>
    <message>
        <source>{file} holds no label scheme that can be read.</source>
        <translation>{file} 中没有可读取的标签体系。</translation>
    </message>
    <message>
        <source>{file} is in no format of labels known here.</source>
        <translation>{file} 不是已知的标注格式。</translation>
    </message>
    <message>
        <source>{file} holds no pairs of sentences that can be read.</source>
        <translation>{file} 里没有可读的句对。</translation>
    </message>
    <message>
        <source>The archive cannot be read: {reason}.</source>
        <translation>无法读取压缩包：{reason}。</translation>
    </message>
    <message>
        <source>The archive holds too much to be one of labels.</source>
        <translation>压缩包过大，不像标注文件。</translation>
    </message>
    <message>
        <source>This format needs the package spaCy.</source>
        <translation>此格式需要安装 spaCy。</translation>
    </message>
    <message>
        <source>A model of your own needs the package onnxruntime.</source>
        <translation>自选模型需要 onnxruntime 软件包。</translation>
    </message>
    <message>
        <source>{file} is no ONNX model that can be read.</source>
        <translation>{file} 不是可读的 ONNX 模型。</translation>
    </message>
    <message>
        <source>{file} is not the vocabulary of a Chinese BERT model.</source>
        <translation>{file} 不是中文 BERT 模型的词表。</translation>
    </message>
    <message>
        <source>{file} is a model of another kind: it must turn input_ids into values for every token.</source>
        <translation>{file} 不是合适的模型：应由 input_ids 得出每个字的概率。</translation>
    </message>
    <message>
        <source>The detector {name} was left out: {reason}</source>
        <translation>检测插件 {name} 未能使用：{reason}</translation>
    </message>
    <message>
        <source>{file}, line {line}: too long for an entry of a word list.</source>
        <translation>{file} 第 {line} 行：作为词表条目太长。</translation>
    </message>
    <message>
        <source>{file}, line {line}: expected “wrong,right,note”.</source>
        <translation>{file} 第 {line} 行：应为“错,对,备注”。</translation>
    </message>
    <message>
        <source>“{word}” is too short for a project word.</source>
        <translation>“{word}”太短，不能作为项目词。</translation>
    </message>
    <message>
        <source>“{word}” is longer than {most} characters.</source>
        <translation>“{word}”超过 {most} 个字。</translation>
    </message>
    <message>
        <source>A project word has no line break.</source>
        <translation>项目词里不能有换行。</translation>
    </message>
    <message>
        <source>The text has changed meanwhile, so nothing was done.</source>
        <translation>文字在此期间已经改变，没有执行。</translation>
    </message>
    <message>
        <source>Select text first.</source>
        <translation>请先选中文字。</translation>
    </message>
    <message>
        <source>The part of the program that reads and checks has stopped, so this was not done. What you did before is saved; the next task begins it again.</source>
        <translation>负责读取和检查的部分中断了，这一步没有完成。之前的工作都已保存；下一项任务会重新启动它。</translation>
    </message>
    <message>
        <source>This is no regular expression: something is wrong at character {position}.</source>
        <translation>正则表达式有误：第 {position} 个字符处不合规则。</translation>
    </message>
    <message>
        <source>At character {position} of the expression a parenthesis lacks its other half.</source>
        <translation>正则表达式第 {position} 个字符处的圆括号缺另一半。</translation>
    </message>
    <message>
        <source>A square bracket in the expression is not closed (up to character {position}).</source>
        <translation>正则表达式里的方括号没有闭合（到第 {position} 个字符为止）。</translation>
    </message>
    <message>
        <source>The range of characters before character {position} of the expression runs backwards.</source>
        <translation>正则表达式第 {position} 个字符之前的字符范围前后颠倒。</translation>
    </message>
    <message>
        <source>At character {position} of the expression there is nothing that could be repeated.</source>
        <translation>正则表达式第 {position} 个字符处没有可以重复的内容。</translation>
    </message>
    <message>
        <source>Before character {position} of the expression the least number of repeats exceeds the most.</source>
        <translation>正则表达式第 {position} 个字符之前，重复次数的下限大于上限。</translation>
    </message>
    <message>
        <source>The backslash before character {position} of the expression means nothing there.</source>
        <translation>正则表达式第 {position} 个字符之前的反斜杠没有意义。</translation>
    </message>
    <message>
        <source>The group named before character {position} of the expression does not exist.</source>
        <translation>正则表达式第 {position} 个字符之前提到的分组不存在。</translation>
    </message>
    <message>
        <source>At character {position} the expression calls itself or a group, which is not possible here.</source>
        <translation>正则表达式第 {position} 个字符处调用了自身或某个分组，这里不支持。</translation>
    </message>
    <message>
        <source>The property of characters before character {position} of the expression is unknown.</source>
        <translation>正则表达式第 {position} 个字符之前的字符属性不存在。</translation>
    </message>
    <message>
        <source>This expression takes too long, so the search was stopped.</source>
        <translation>这个表达式耗时过长，已停止查找。</translation>
    </message>
    <message>
        <source>This expression is too large.</source>
        <translation>这个表达式过大。</translation>
    </message>
    <message>
        <source>The replacement {part} means nothing in this expression.</source>
        <translation>替换文字中的 {part} 在这个表达式里没有意义。</translation>
    </message>
    <message>
        <source>Select text first, then press a label&apos;s key.</source>
        <translation>请先选中文字，再按标签键。</translation>
    </message>
    <message>
        <source>The text of a label is gone. It stands first in the list of spans: put it elsewhere or remove it.</source>
        <translation>有标注的文字已被删去。它排在标注列表最前面，可移到别处或删除。</translation>
    </message>
    <message>
        <source>No label has this key.</source>
        <translation>没有标签使用这个键。</translation>
    </message>
    <message>
        <source>That was the last suggestion of this article.</source>
        <translation>这是本篇最后一条建议。</translation>
    </message>
    <message>
        <source>No more names without a label in this article.</source>
        <translation>本篇没有未标的名称了。</translation>
    </message>
    <message>
        <source>No place has this label.</source>
        <translation>没有带此标签的地方。</translation>
    </message>
    <message>
        <source>The label scheme has no relations that could begin at this label.</source>
        <translation>标签体系中没有可从此标签出发的关系。</translation>
    </message>
    <message>
        <source>There is no label in the article to relate this one to.</source>
        <translation>本篇成稿中没有可与之建立关系的标注。</translation>
    </message>
    <message>
        <source>The label scheme has no relation to that label.</source>
        <translation>标签体系中没有通向该标签的关系。</translation>
    </message>
    <message>
        <source>This relation is there already.</source>
        <translation>这一关系已经存在。</translation>
    </message>
    <message>
        <source>No relation has this key.</source>
        <translation>没有关系使用此按键。</translation>
    </message>
    <message>
        <source>This label is not to overlap itself; the scheme says so.</source>
        <translation>按标签体系，此标签不可与自身重叠。</translation>
    </message>
    <message>
        <source>There is no label here.</source>
        <translation>此处没有标注。</translation>
    </message>
    <message>
        <source>Go to a label first, then select the text to be put to it.</source>
        <translation>请先到一处标注，再选中要并入的文字。</translation>
    </message>
    <message>
        <source>Select the text first.</source>
        <translation>请先选中文字。</translation>
    </message>
    <message>
        <source>The label lies on this text already.</source>
        <translation>这些文字已在标注之内。</translation>
    </message>
    <message>
        <source>Nothing would be left of the label; Delete removes it as a whole.</source>
        <translation>标注将不剩文字；要整个删除请按 Delete。</translation>
    </message>
    <message>
        <source>Every identical text is labelled already.</source>
        <translation>相同文字都已标注。</translation>
    </message>
    <message>
        <source>Something went wrong inside the program. What you did before is saved.</source>
        <translation>程序内部出错。此前所做的都已保存。</translation>
    </message>
    <message>
        <source>The details are in {file}.</source>
        <translation>详情见 {file}。</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Plain text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Word, clean</source>
        <translation>Word，清样</translation>
    </message>
    <message>
        <source>Word, corrections as tracked changes</source>
        <translation>Word，改正作为修订</translation>
    </message>
    <message>
        <source>Word, labels as comments</source>
        <translation>Word，标签作为批注</translation>
    </message>
    <message>
        <source>Web page, clean</source>
        <translation>网页，清样</translation>
    </message>
    <message>
        <source>Web page, corrections visible</source>
        <translation>网页，显示改正</translation>
    </message>
    <message>
        <source>E-book (EPUB)</source>
        <translation>电子书 (EPUB)</translation>
    </message>
    <message>
        <source>TEI P5 (XML)</source>
        <translation>TEI P5 (XML)</translation>
    </message>
    <message>
        <source>JSON with places and doubts</source>
        <translation>JSON，含位置和疑错</translation>
    </message>
    <message>
        <source>Labels for doccano</source>
        <translation>标签：doccano</translation>
    </message>
    <message>
        <source>Labels for doccano, projects with relations</source>
        <translation>标签：doccano（含关系的项目）</translation>
    </message>
    <message>
        <source>Labels for Label Studio</source>
        <translation>标签：Label Studio</translation>
    </message>
    <message>
        <source>Labels for Prodigy</source>
        <translation>标签：Prodigy</translation>
    </message>
    <message>
        <source>Labels for Argilla</source>
        <translation>标签：Argilla</translation>
    </message>
    <message>
        <source>Labels for spaCy (JSON Lines)</source>
        <translation>标签：spaCy（JSON Lines）</translation>
    </message>
    <message>
        <source>Labels for spaCy (DocBin)</source>
        <translation>标签：spaCy（DocBin）</translation>
    </message>
    <message>
        <source>Labels for brat</source>
        <translation>标签：brat</translation>
    </message>
    <message>
        <source>Labels for INCEpTION and WebAnno (TSV 3.3)</source>
        <translation>标签：INCEpTION 与 WebAnno（TSV 3.3）</translation>
    </message>
    <message>
        <source>Labels as UIMA CAS (XMI)</source>
        <translation>标签：UIMA CAS（XMI）</translation>
    </message>
    <message>
        <source>Labels as UIMA CAS (JSON)</source>
        <translation>标签：UIMA CAS（JSON）</translation>
    </message>
    <message>
        <source>Labels by character, CoNLL with BIO</source>
        <translation>标签：逐字，CoNLL BIO</translation>
    </message>
    <message>
        <source>Labels by character, CoNLL with BMES</source>
        <translation>标签：逐字，CoNLL BMES</translation>
    </message>
    <message>
        <source>Labels in TEI P5 (XML)</source>
        <translation>标签：TEI P5（XML）</translation>
    </message>
    <message>
        <source>Labels as W3C Web Annotations</source>
        <translation>标签：W3C 网络标注</translation>
    </message>
    <message>
        <source>Labels as a table (CSV)</source>
        <translation>标签：表格（CSV）</translation>
    </message>
    <message>
        <source>Pairs for spelling correction (TSV)</source>
        <translation>纠错句对（TSV）</translation>
    </message>
    <message>
        <source>Pairs for spelling correction (counted TSV)</source>
        <translation>纠错句对（带字数 TSV）</translation>
    </message>
    <message>
        <source>Pairs for spelling correction (spaced TSV)</source>
        <translation>纠错句对（逐字空格 TSV）</translation>
    </message>
    <message>
        <source>Pairs for spelling correction (JSON)</source>
        <translation>纠错句对（JSON）</translation>
    </message>
    <message>
        <source>Pairs for spelling correction (SIGHAN SGML)</source>
        <translation>纠错句对（SIGHAN SGML）</translation>
    </message>
    <message>
        <source>Corrections as a table (CSV)</source>
        <translation>改正：表格（CSV）</translation>
    </message>
    <message>
        <source>Corrections as records (JSON Lines)</source>
        <translation>改正：记录（JSON Lines）</translation>
    </message>
    <message>
        <source>Counts of confused characters (CSV)</source>
        <translation>改正：误字统计（CSV）</translation>
    </message>
    <message>
        <source>Paragraphs before and after (JSON Lines)</source>
        <translation>改正：改前改后的段落（JSON Lines）</translation>
    </message>
    <message>
        <source>{count} {count:label|labels}</source>
        <translation>{count} 个标签</translation>
    </message>
    <message>
        <source>what stood there before {count} {count:correction|corrections}</source>
        <translation>{count} 处改正之前的文字</translation>
    </message>
    <message>
        <source>{count} {count:character|characters} of furniture</source>
        <translation>版面杂项 {count} 字</translation>
    </message>
    <message>
        <source>{count} {count:character|characters} that found no place</source>
        <translation>未归文字 {count} 字</translation>
    </message>
    <message>
        <source>the gaps of {count} {count:label|labels}</source>
        <translation>{count} 个标签中间的空档</translation>
    </message>
    <message>
        <source>{count} {count:label that overlaps|labels that overlap} others</source>
        <translation>{count} 个与他者重叠的标签</translation>
    </message>
    <message>
        <source>{count} {count:label|labels} on nothing but blanks</source>
        <translation>{count} 个只标在空白上的标签</translation>
    </message>
    <message>
        <source>{count} {count:note|notes} on labels</source>
        <translation>标签上的 {count} 条备注</translation>
    </message>
    <message>
        <source>{count} {count:attribute|attributes} of labels</source>
        <translation>标签的 {count} 个属性</translation>
    </message>
    <message>
        <source>that {count} {count:label is|labels are} doubtful</source>
        <translation>{count} 个标签的存疑记号</translation>
    </message>
    <message>
        <source>{count} suggested {count:label|labels} nobody has accepted</source>
        <translation>{count} 个尚无人采纳的建议标签</translation>
    </message>
    <message>
        <source>{count} {count:relation|relations}</source>
        <translation>{count} 个关系</translation>
    </message>
    <message>
        <source>{count} {count:label|labels} of whole articles</source>
        <translation>{count} 个篇章标签</translation>
    </message>
    <message>
        <source>what {count} {count:label of a whole article says beside its|labels of whole articles say beside their} name</source>
        <translation>{count} 个篇章标签名称以外的内容</translation>
    </message>
    <message>
        <source>{count} {count:paragraph|paragraphs} whose length was changed (written into a file beside it)</source>
        <translation>{count} 段改正前后字数不同（写入旁边的文件）</translation>
    </message>
    <message>
        <source>{count} {count:label|labels} on text the pages do not have</source>
        <translation>标在版面没有的文字上的 {count} 个标签</translation>
    </message>
    <message>
        <source>{count} {count:character|characters} that XML cannot hold (written as U+FFFD)</source>
        <translation>XML 不容的 {count} 个字符（写作 U+FFFD）</translation>
    </message>
    <message>
        <source>Folder for the pages</source>
        <translation>各版存放的文件夹</translation>
    </message>
    <message>
        <source>Export the issue</source>
        <translation>导出本期</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>How it begins</source>
        <translation>开头</translation>
    </message>
    <message>
        <source>Folder to export to</source>
        <translation>导出到的文件夹</translation>
    </message>
    <message>
        <source>Folder: {folder}</source>
        <translation>文件夹：{folder}</translation>
    </message>
    <message>
        <source>Used last</source>
        <translation>上次使用</translation>
    </message>
    <message>
        <source>To read and to print</source>
        <translation>阅读与付印</translation>
    </message>
    <message>
        <source>For other programs</source>
        <translation>供其他程序使用</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>改正</translation>
    </message>
    <message>
        <source>How it begins:</source>
        <translation>开头：</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Not in this format: {losses}.</source>
        <translation>此格式不含：{losses}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>This format holds everything.</source>
        <translation>此格式不丢失任何内容。</translation>
    </message>
    <message>
        <source>A file with the configuration for the labels is written beside it.</source>
        <translation>旁边另写一个标签配置文件。</translation>
    </message>
    <message>
        <source>Folder for the articles</source>
        <translation>存放各篇的文件夹</translation>
    </message>
</context>
<context>
    <name>ExportOptions</name>
    <message>
        <source>One file for the issue</source>
        <translation>整期一个文件</translation>
    </message>
    <message>
        <source>A file for each article</source>
        <translation>每篇一个文件</translation>
    </message>
    <message>
        <source>A file for each page</source>
        <translation>每版一个文件</translation>
    </message>
    <message>
        <source>Each paragraph on one line</source>
        <translation>每段一行</translation>
    </message>
    <message>
        <source>Line breaks as printed</source>
        <translation>保留版面换行</translation>
    </message>
    <message>
        <source>Labels over the corrected text</source>
        <translation>标签：基于改正后的文字</translation>
    </message>
    <message>
        <source>Labels over the raw text</source>
        <translation>标签：基于原文</translation>
    </message>
    <message>
        <source>Labels over both, aligned (ZIP)</source>
        <translation>标签：两层都要，附对齐（ZIP）</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件划分</translation>
    </message>
    <message>
        <source>Line breaks</source>
        <translation>换行</translation>
    </message>
    <message>
        <source>A blank line between paragraphs</source>
        <translation>段间空一行</translation>
    </message>
    <message>
        <source>Labels over</source>
        <translation>标签所在文字层</translation>
    </message>
</context>
<context>
    <name>ExportPresets</name>
    <message>
        <source>None chosen</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>&amp;Preset:</source>
        <translation>预设(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;Save as preset…</source>
        <translation>存为预设(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Delete preset</source>
        <translation>删除预设(&amp;D)</translation>
    </message>
    <message>
        <source>Save as preset</source>
        <translation>存为预设</translation>
    </message>
    <message>
        <source>Name; a preset of that name is replaced:</source>
        <translation>名称（同名预设会被替换）：</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Projects ({pattern})</source>
        <translation>项目 ({pattern})</translation>
    </message>
    <message>
        <source>Add page files</source>
        <translation>添加版面文件</translation>
    </message>
    <message>
        <source>Pages ({pattern})</source>
        <translation>版面文件 ({pattern})</translation>
    </message>
    <message>
        <source>All files ({pattern})</source>
        <translation>所有文件 ({pattern})</translation>
    </message>
    <message>
        <source>Tables and texts ({pattern})</source>
        <translation>表格和文本 ({pattern})</translation>
    </message>
    <message>
        <source>Label schemes ({pattern})</source>
        <translation>标签体系 ({pattern})</translation>
    </message>
    <message>
        <source>Image of this page</source>
        <translation>本版图像</translation>
    </message>
    <message>
        <source>Where is {file}?</source>
        <translation>{file} 在哪里？</translation>
    </message>
    <message>
        <source>Images ({pattern})</source>
        <translation>图像 ({pattern})</translation>
    </message>
    <message>
        <source>Add files of labels</source>
        <translation>添加标注文件</translation>
    </message>
    <message>
        <source>Labels ({pattern})</source>
        <translation>标注文件（{pattern}）</translation>
    </message>
    <message>
        <source>File of corrections</source>
        <translation>改正文件</translation>
    </message>
    <message>
        <source>Pairs of sentences ({pattern})</source>
        <translation>成对的句子 ({pattern})</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Previous hit  (Shift+Enter)</source>
        <translation>上一处（Shift+Enter）</translation>
    </message>
    <message>
        <source>Next hit  (Enter)</source>
        <translation>下一处（Enter）</translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>全部替换</translation>
    </message>
    <message>
        <source>nothing found</source>
        <translation>没有找到</translation>
    </message>
</context>
<context>
    <name>FindPanel</name>
    <message>
        <source>This article</source>
        <translation>本篇</translation>
    </message>
    <message>
        <source>This issue</source>
        <translation>本期</translation>
    </message>
    <message>
        <source>Whole project</source>
        <translation>整个项目</translation>
    </message>
    <message>
        <source>How far to search</source>
        <translation>查找范围</translation>
    </message>
    <message>
        <source>In</source>
        <translation>查找对象</translation>
    </message>
    <message>
        <source>What is searched</source>
        <translation>查找哪些文字</translation>
    </message>
    <message>
        <source>List of hits</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Replace ticked</source>
        <translation>替换勾选项</translation>
    </message>
    <message>
        <source>Put the new text in place of every ticked hit, as one step</source>
        <translation>把勾选的各处换成新文字，作为一步操作</translation>
    </message>
    <message>
        <source>Replace {count} {count:hit|hits} with “{text}”?</source>
        <translation>要把 {count} 处替换成“{text}”吗？</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>Hits {count} · Places {groups} · Ticked {ticked}</source>
        <translation>{groups} 篇共 {count} 处，已勾选 {ticked} 处</translation>
    </message>
    <message>
        <source>Hits are listed here as you type.</source>
        <translation>边输入边列出查找结果。</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Places replaced: {count}; one step back takes all of them back.</source>
        <translation>已替换 {count} 处；撤销一步即可全部还原。</translation>
    </message>
</context>
<context>
    <name>FlagPanel</name>
    <message>
        <source>List of doubts</source>
        <translation>疑错列表</translation>
    </message>
    <message>
        <source>No open doubts at this sensitivity.</source>
        <translation>在此灵敏度下没有待处理的疑错。</translation>
    </message>
    <message>
        <source>Repair ticked</source>
        <translation>改正勾选</translation>
    </message>
    <message>
        <source>Put the first candidate in place of every ticked hit, as one step</source>
        <translation>把勾选的各处一次改为第一候选，可一步撤销</translation>
    </message>
    <message>
        <source>Keep ticked</source>
        <translation>保留勾选</translation>
    </message>
    <message>
        <source>{count} more series</source>
        <translation>另有 {count} 组</translation>
    </message>
    <message>
        <source>No doubts found yet; the issue is still being looked through.</source>
        <translation>暂未发现疑错，全期仍在检查中。</translation>
    </message>
</context>
<context>
    <name>GroupDialog</name>
    <message>
        <source>All places read as “{text}”</source>
        <translation>所有读作“{text}”之处</translation>
    </message>
    <message>
        <source>Print of all places read as “{text}”</source>
        <translation>所有读作“{text}”之处的原版字样</translation>
    </message>
    <message>
        <source>Space marks an odd one · type what belongs there · Backspace takes that back · Enter is done</source>
        <translation>空格标出异样的 · 直接输入正确的字 · 退格取消 · 回车完成</translation>
    </message>
    <message>
        <source>Most unlike first</source>
        <translation>最不像的排在前</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>{count} {count:place|places}</source>
        <translation>共 {count} 处</translation>
    </message>
    <message>
        <source>; without print or place in it: {count}</source>
        <translation>；没有原版或字框的 {count} 处</translation>
    </message>
    <message>
        <source>Marked: {count}, with what belongs there: {right}</source>
        <translation>已标 {count} 处，其中已写明正字 {right} 处</translation>
    </message>
</context>
<context>
    <name>Guidance</name>
    <message>
        <source>Article</source>
        <translation>成稿</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>一期</translation>
    </message>
</context>
<context>
    <name>GuideDialog</name>
    <message>
        <source>User guide</source>
        <translation>使用手册</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Help: {place}</source>
        <translation>帮助：{place}</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>使用手册</translation>
    </message>
</context>
<context>
    <name>HintBar</name>
    <message>
        <source>stop typing, decide again</source>
        <translation>结束改字，继续决定</translation>
    </message>
    <message>
        <source>Hide this bar</source>
        <translation>隐藏此栏</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Paragraph split</source>
        <translation>拆分段落</translation>
    </message>
    <message>
        <source>Paragraphs joined</source>
        <translation>合并段落</translation>
    </message>
    <message>
        <source>Paragraphs moved</source>
        <translation>移动段落</translation>
    </message>
    <message>
        <source>Article made</source>
        <translation>新建成稿</translation>
    </message>
    <message>
        <source>Articles merged</source>
        <translation>合并成稿</translation>
    </message>
    <message>
        <source>Article moved</source>
        <translation>移动成稿</translation>
    </message>
    <message>
        <source>Article split</source>
        <translation>拆分成稿</translation>
    </message>
    <message>
        <source>Checked again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Jump changed</source>
        <translation>修改转接</translation>
    </message>
    <message>
        <source>Label moved</source>
        <translation>移动标签</translation>
    </message>
    <message>
        <source>Issue rebuilt</source>
        <translation>重建本期</translation>
    </message>
    <message>
        <source>Conflict decided</source>
        <translation>裁决分歧</translation>
    </message>
    <message>
        <source>Page read anew</source>
        <translation>版面已换上新识读</translation>
    </message>
    <message>
        <source>Deleted “{0}”</source>
        <translation>删去“{0}”</translation>
    </message>
    <message>
        <source>Inserted “{0}”</source>
        <translation>插入“{0}”</translation>
    </message>
    <message>
        <source>Corrected “{0}” → “{1}”</source>
        <translation>改正“{0}”→“{1}”</translation>
    </message>
    <message>
        <source>Reverted: “{0}” stands again</source>
        <translation>还原：恢复“{0}”</translation>
    </message>
    <message>
        <source>Reverted: “{0}” taken out again</source>
        <translation>还原：去掉“{0}”</translation>
    </message>
    <message>
        <source>Reverted “{0}” → “{1}”</source>
        <translation>恢复“{0}”→“{1}”</translation>
    </message>
    <message>
        <source>Candidate taken: “{0}”</source>
        <translation>采用候选“{0}”</translation>
    </message>
    <message>
        <source>Series: “{0}” deleted ×{1}</source>
        <translation>同类删除“{0}” ×{1}</translation>
    </message>
    <message>
        <source>Series: “{0}” inserted ×{1}</source>
        <translation>同类插入“{0}” ×{1}</translation>
    </message>
    <message>
        <source>Series “{0}” → “{1}” ×{2}</source>
        <translation>整批“{0}”→“{1}” ×{2}</translation>
    </message>
    <message>
        <source>Kept ×{0}</source>
        <translation>保留 ×{0}</translation>
    </message>
    <message>
        <source>Suggestion refused: {0}</source>
        <translation>否定建议：{0}</translation>
    </message>
    <message>
        <source>Labelled {0} ×{1}</source>
        <translation>标注 {0} ×{1}</translation>
    </message>
    <message>
        <source>Label changed to {0}</source>
        <translation>标签改为 {0}</translation>
    </message>
    <message>
        <source>Labels changed ×{0}</source>
        <translation>标签已改 ×{0}</translation>
    </message>
    <message>
        <source>Related: {0} ×{1}</source>
        <translation>建立关系：{0} ×{1}</translation>
    </message>
    <message>
        <source>Relation changed to {0}</source>
        <translation>关系改为{0}</translation>
    </message>
    <message>
        <source>Relations removed ×{0}</source>
        <translation>删除关系 ×{0}</translation>
    </message>
    <message>
        <source>Article labelled {0}</source>
        <translation>篇章标签：{0}</translation>
    </message>
    <message>
        <source>Article no longer labelled {0}</source>
        <translation>取消篇章标签：{0}</translation>
    </message>
    <message>
        <source>Labels removed ×{0}</source>
        <translation>去掉标签 ×{0}</translation>
    </message>
    <message>
        <source>Project word “{0}”</source>
        <translation>项目词“{0}”</translation>
    </message>
    <message>
        <source>No longer a project word: “{0}”</source>
        <translation>不再是项目词：“{0}”</translation>
    </message>
    <message>
        <source>Role changed to {0}</source>
        <translation>角色改为 {0}</translation>
    </message>
    <message>
        <source>Marked as {0} ×{1}</source>
        <translation>标为{0} ×{1}</translation>
    </message>
    <message>
        <source>Work of {0} merged</source>
        <translation>合并 {0} 的工作</translation>
    </message>
    <message>
        <source>Decision confirmed</source>
        <translation>确认待定</translation>
    </message>
    <message>
        <source>Decision overruled</source>
        <translation>否决待定</translation>
    </message>
    <message>
        <source>Decision opened again</source>
        <translation>重新待定</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Nothing was changed yet.</source>
        <translation>还没有任何改动。</translation>
    </message>
    <message>
        <source>Take back everything after this</source>
        <translation>撤销此后的一切</translation>
    </message>
    <message>
        <source>Show earlier steps…</source>
        <translation>显示更早的操作…</translation>
    </message>
</context>
<context>
    <name>Identical</name>
    <message>
        <source>Label in other issues</source>
        <translation>标注其他期</translation>
    </message>
    <message>
        <source>Change the labels of {count} {count:place|places} in other issues?</source>
        <translation>要改动其他期中 {count} 处的标签吗？</translation>
    </message>
</context>
<context>
    <name>ImagePane</name>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Text in reading size  (T)</source>
        <translation>文字按阅读大小（T）</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>页宽</translation>
    </message>
    <message>
        <source>Fit the width  (W)</source>
        <translation>适合宽度（W）</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>整页</translation>
    </message>
    <message>
        <source>Fit the page  (P)</source>
        <translation>适合整页（P）</translation>
    </message>
    <message>
        <source>Smaller  (−, Ctrl+wheel)</source>
        <translation>缩小（−，Ctrl+滚轮）</translation>
    </message>
    <message>
        <source>Larger  (+, Ctrl+wheel)</source>
        <translation>放大（+，Ctrl+滚轮）</translation>
    </message>
    <message>
        <source>Turn by a quarter  (R)</source>
        <translation>旋转 90°（R）</translation>
    </message>
    <message>
        <source>Choose the image…</source>
        <translation>选择图像…</translation>
    </message>
    <message>
        <source>Enter the password…</source>
        <translation>输入密码…</translation>
    </message>
    <message>
        <source>The image is being read…</source>
        <translation>正在读取图像…</translation>
    </message>
    <message>
        <source>No boxes: the image cannot follow the text.</source>
        <translation>没有字框，图像不跟随文字。</translation>
    </message>
    <message>
        <source>{file} is no longer in {folder}, and not beside the project either.</source>
        <translation>{file} 已不在 {folder}，项目旁边也没有。</translation>
    </message>
    <message>
        <source>{file} is locked by a password.</source>
        <translation>{file} 有密码。</translation>
    </message>
    <message>
        <source>The image of this page cannot be read.</source>
        <translation>本版图像无法读取。</translation>
    </message>
    <message>
        <source>This page has no image.</source>
        <translation>本版没有图像。</translation>
    </message>
</context>
<context>
    <name>ImageView</name>
    <message>
        <source>Page image</source>
        <translation>版面图像</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import pages</source>
        <translation>导入版面</translation>
    </message>
    <message>
        <source>Page files</source>
        <translation>版面文件</translation>
    </message>
    <message>
        <source>Drop files or a folder here, or add files.</source>
        <translation>把文件或文件夹拖到这里，或点“添加文件”。</translation>
    </message>
    <message>
        <source>made from the files</source>
        <translation>由文件名生成</translation>
    </message>
    <message>
        <source>found out; say 1, 3 for the printed pages 1 and 3</source>
        <translation>自动识别；印的是第1、3版就写 1，3</translation>
    </message>
    <message>
        <source>Choose pages…</source>
        <translation>选择页…</translation>
    </message>
    <message>
        <source>Which pages of the PDF are imported; all by default.</source>
        <translation>导入 PDF 的哪些页；默认全部。</translation>
    </message>
    <message>
        <source>Such pages have no text; their image is shown.</source>
        <translation>这样的版面没有文字，只显示图像。</translation>
    </message>
    <message>
        <source>detect</source>
        <translation>自动检测</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>The files are the pages of one issue, in page order. Drag to change the order.</source>
        <translation>这些文件是同一期的各个版面，按版次排列，可拖动调整顺序。</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Name of the issue</source>
        <translation>本期名称</translation>
    </message>
    <message>
        <source>Page numbers</source>
        <translation>版号</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Take {count} {count:image without text as a page|images without text as pages} too</source>
        <translation>没有文字的 {count} 个图像也作为版面导入</translation>
    </message>
</context>
<context>
    <name>IssueCommands</name>
    <message>
        <source>Rename issue</source>
        <translation>重命名本期</translation>
    </message>
    <message>
        <source>Name of the issue:</source>
        <translation>这一期的名称：</translation>
    </message>
    <message>
        <source>Name of the issue</source>
        <translation>这一期的名称</translation>
    </message>
    <message>
        <source>Remove issue</source>
        <translation>移除本期</translation>
    </message>
    <message>
        <source>Remove the issue “{name}” with {count} {count:article|articles} and {corrections} {corrections:correction|corrections}?</source>
        <translation>要移除“{name}”这一期吗？其中有 {count} 篇文章、{corrections} 处改正。</translation>
    </message>
    <message>
        <source>This cannot be undone with Ctrl+Z. A backup of the project is kept: “Restore a backup…” in the File menu brings the issue back.</source>
        <translation>此操作不能用 Ctrl+Z 撤销。事先会备份项目：用“文件”菜单中的“恢复备份…”可以找回这一期。</translation>
    </message>
    <message>
        <source>Removed; a backup is kept: {name}</source>
        <translation>已移除，备份已留：{name}</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Single keys act in the text while nothing is being typed, and in the lists.</source>
        <translation>单键在未改字时作用于正文，也作用于各列表。</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>通用</translation>
    </message>
</context>
<context>
    <name>LabelCommands</name>
    <message>
        <source>{label}: {text}</source>
        <translation>{label}：{text}</translation>
    </message>
</context>
<context>
    <name>LabelDesk</name>
    <message>
        <source>Places labelled: {count}; one step back takes all of them back.</source>
        <translation>已标注 {count} 处；撤销一步即可全部取消。</translation>
    </message>
    <message>
        <source>Labels removed: {count}; one step back brings all of them back.</source>
        <translation>已取消 {count} 处标注；撤销一步即可全部恢复。</translation>
    </message>
    <message>
        <source>Word list</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Word lists of the project: {count} {count:entry|entries}</source>
        <translation>本项目词表：{count} 条</translation>
    </message>
    <message>
        <source>The mouse labels: {label}</source>
        <translation>鼠标选中即标：{label}</translation>
    </message>
    <message>
        <source>The label you use next stays.</source>
        <translation>下一个用到的标签会沿用。</translation>
    </message>
</context>
<context>
    <name>LabelForm</name>
    <message>
        <source>text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>whole articles</source>
        <translation>整篇成稿</translation>
    </message>
    <message>
        <source>may overlap itself</source>
        <translation>可与同类标签重叠</translation>
    </message>
    <message>
        <source>one a line</source>
        <translation>每行一个</translation>
    </message>
    <message>
        <source>Put on</source>
        <translation>用于</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>例子</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>属性</translation>
    </message>
</context>
<context>
    <name>LabelHits</name>
    <message>
        <source>Label for the ticked hits</source>
        <translation>给勾选处的标签</translation>
    </message>
    <message>
        <source>Label ticked</source>
        <translation>标注勾选</translation>
    </message>
    <message>
        <source>Put the label on every ticked hit, as one step</source>
        <translation>给每个勾选处加上标签，一步完成</translation>
    </message>
    <message>
        <source>Unlabel ticked</source>
        <translation>取消勾选的标注</translation>
    </message>
    <message>
        <source>Take the label away from every ticked hit, as one step</source>
        <translation>取消每个勾选处的标签，一步完成</translation>
    </message>
    <message>
        <source>(any label)</source>
        <translation>（任何标签）</translation>
    </message>
</context>
<context>
    <name>LabelImportDialog</name>
    <message>
        <source>Import labels</source>
        <translation>导入标签</translation>
    </message>
    <message>
        <source>Files of labels</source>
        <translation>标注文件</translation>
    </message>
    <message>
        <source>Drop files of labels here, or add files.</source>
        <translation>把标注文件拖到这里，或点“添加文件”。</translation>
    </message>
    <message>
        <source>found out</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>Labels of YEDDA (.ann)</source>
        <translation>标签：YEDDA（.ann）</translation>
    </message>
    <message>
        <source>onto the articles that have their texts</source>
        <translation>标到文字相同的成稿上</translation>
    </message>
    <message>
        <source>as an issue of their own, an article a text</source>
        <translation>另成一期，一段文本一篇成稿</translation>
    </message>
    <message>
        <source>made from the files</source>
        <translation>由文件得出</translation>
    </message>
    <message>
        <source>as the file says</source>
        <translation>按文件所说</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>正式标注</translation>
    </message>
    <message>
        <source>suggestions, to be accepted</source>
        <translation>建议，待采纳</translation>
    </message>
    <message>
        <source>In the files</source>
        <translation>文件中的标签</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>变为</translation>
    </message>
    <message>
        <source>Labels in the files</source>
        <translation>文件中的标签</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>标到哪里</translation>
    </message>
    <message>
        <source>Name of the issue</source>
        <translation>期名</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>标注者</translation>
    </message>
    <message>
        <source>They are</source>
        <translation>作为</translation>
    </message>
    <message>
        <source>What will come of it:</source>
        <translation>结果：</translation>
    </message>
    <message>
        <source>What does not fit:</source>
        <translation>对不上的内容：</translation>
    </message>
    <message>
        <source>{name} (new)</source>
        <translation>{name}（新）</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>{name} becomes</source>
        <translation>{name} 变为</translation>
    </message>
</context>
<context>
    <name>LabelImportWords</name>
    <message>
        <source>no JSON that makes sense here {detail}</source>
        <translation>不是可用的 JSON {detail}</translation>
    </message>
    <message>
        <source>no sound XML {detail}</source>
        <translation>不是完好的 XML {detail}</translation>
    </message>
    <message>
        <source>there is no text {detail}</source>
        <translation>没有文字 {detail}</translation>
    </message>
    <message>
        <source>something is missing or of the wrong kind ({detail})</source>
        <translation>缺少内容或类型不对（{detail}）</translation>
    </message>
    <message>
        <source>{detail} is no range of the text</source>
        <translation>{detail} 不是文中的范围</translation>
    </message>
    <message>
        <source>“{detail}” is not found exactly once</source>
        <translation>“{detail}”在文中不是恰好一处</translation>
    </message>
    <message>
        <source>this line makes no sense: {detail}</source>
        <translation>此行无法理解：{detail}</translation>
    </message>
    <message>
        <source>the relation {detail} has an end that is not there</source>
        <translation>关系 {detail} 的一端不存在</translation>
    </message>
    <message>
        <source>this is not what the format wants {detail}</source>
        <translation>不符合该格式 {detail}</translation>
    </message>
    <message>
        <source>there is no text</source>
        <translation>没有文字</translation>
    </message>
    <message>
        <source>no article has this text</source>
        <translation>没有这样的成稿</translation>
    </message>
    <message>
        <source>several articles have this text</source>
        <translation>多篇成稿都有这段文字</translation>
    </message>
    <message>
        <source>the text is no longer there</source>
        <translation>这段文字已不在</translation>
    </message>
    <message>
        <source>it is there already</source>
        <translation>已经有了</translation>
    </message>
    <message>
        <source>the label may not overlap itself</source>
        <translation>该标签不允许与自身重叠</translation>
    </message>
    <message>
        <source>an end of it has no place</source>
        <translation>关系的一端没有位置</translation>
    </message>
    <message>
        <source>the text is only part of an article</source>
        <translation>文字只是成稿的一部分</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>{label} on “{text}”</source>
        <translation>“{text}”上的 {label}</translation>
    </message>
    <message>
        <source>relation {label}</source>
        <translation>关系 {label}</translation>
    </message>
    <message>
        <source>{label} of the whole article</source>
        <translation>篇章标签 {label}</translation>
    </message>
    <message>
        <source>{file}: {reason}</source>
        <translation>{file}：{reason}</translation>
    </message>
    <message>
        <source>{file}, record {record}: {reason}</source>
        <translation>{file} 第 {record} 条：{reason}</translation>
    </message>
    <message>
        <source>{file}, record {record}: {what}: {reason}</source>
        <translation>{file} 第 {record} 条：{what}：{reason}</translation>
    </message>
    <message>
        <source>Labels: {placed}, on articles: {articles}.</source>
        <translation>{articles} 篇成稿上的 {placed} 个标签。</translation>
    </message>
    <message>
        <source>Relations: {relations}, labels of whole articles: {labels}.</source>
        <translation>{relations} 个关系，{labels} 个篇章标签。</translation>
    </message>
    <message>
        <source>Of them on text that was corrected since: {changed}.</source>
        <translation>其中 {changed} 个所在的文字后来有改正。</translation>
    </message>
    <message>
        <source>Annotators: {names}. Places where they contradict each other: {count}; to be decided with “Decide conflicts…”.</source>
        <translation>标注员：{names}。有分歧的地方：{count} 处，可用“裁决分歧…”逐处决定。</translation>
    </message>
    <message>
        <source>Records of other annotators that do not come in: {count}.</source>
        <translation>其他标注员的 {count} 条记录不会导入。</translation>
    </message>
    <message>
        <source>New in the scheme: {names}.</source>
        <translation>标签体系中新增：{names}。</translation>
    </message>
</context>
<context>
    <name>LabelList</name>
    <message>
        <source>Scheme to label with</source>
        <translation>标注所用体系</translation>
    </message>
    <message>
        <source>Edit the label schemes</source>
        <translation>编辑标签体系</translation>
    </message>
    <message>
        <source>Find a label</source>
        <translation>查找标签</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>LabelPanel</name>
    <message>
        <source>Label spans</source>
        <translation>标签列表</translation>
    </message>
    <message>
        <source>No labels yet.
In label mode select text and press a label&apos;s key.</source>
        <translation>还没有标签。
在标注模式选中文字，再按标签键。</translation>
    </message>
    <message>
        <source>Spans</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Relations</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>成稿</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>doubtful</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
</context>
<context>
    <name>LineStrip</name>
    <message>
        <source>Print of the doubt</source>
        <translation>疑错处的原版字样</translation>
    </message>
</context>
<context>
    <name>LinesDialog</name>
    <message>
        <source>Add from a file…</source>
        <translation>从文件加入…</translation>
    </message>
    <message>
        <source>Write to a file…</source>
        <translation>写入文件…</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Article</source>
        <translation>成稿</translation>
    </message>
    <message>
        <source>Raw text</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Doubts</source>
        <translation>疑错</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Nothing is open.
Open a project, or import the pages of an issue.</source>
        <translation>没有打开的项目。
请打开项目，或导入一期的版面。</translation>
    </message>
    <message>
        <source>There is no furniture in this issue.</source>
        <translation>本期没有版面杂项。</translation>
    </message>
    <message>
        <source>Nothing is unplaced: every character stands somewhere.</source>
        <translation>没有未归的文字：每个字都有归处。</translation>
    </message>
    <message>
        <source>This article has no text any more.</source>
        <translation>这篇成稿已没有文字。</translation>
    </message>
    <message>
        <source>Pages are being read…</source>
        <translation>正在读取版面……</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具栏</translation>
    </message>
</context>
<context>
    <name>Mouse</name>
    <message>
        <source>{number}  Put “{text}”</source>
        <translation>{number}  改为“{text}”</translation>
    </message>
    <message>
        <source>Keep “{text}”</source>
        <translation>保留“{text}”</translation>
    </message>
    <message>
        <source>Put back “{text}”</source>
        <translation>恢复为“{text}”</translation>
    </message>
    <message>
        <source>Take out “{now}”</source>
        <translation>去掉“{now}”</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Remove the label</source>
        <translation>去掉标签</translation>
    </message>
    <message>
        <source>Put it into the article, behind the caret</source>
        <translation>放进成稿，接在光标所在段之后</translation>
    </message>
</context>
<context>
    <name>NewspaperDialog</name>
    <message>
        <source>The newspaper</source>
        <translation>本报</translation>
    </message>
    <message>
        <source>Learnt from what people decided in this project, and used in every further import and rebuilding. # stands for any number, @ for the page&apos;s.</source>
        <translation>从本项目的人工决定中学到，用于以后的导入和重新整理。# 代表任何数字，@ 代表版次。</translation>
    </message>
    <message>
        <source>What was learnt</source>
        <translation>已学到的内容</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>It is</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Nothing has been learnt yet.</source>
        <translation>还没有学到什么。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>{cells} characters</source>
        <translation>{cells} 字</translation>
    </message>
    <message>
        <source>column width</source>
        <translation>栏宽</translation>
    </message>
    <message>
        <source>text, no furniture</source>
        <translation>正文，不是杂项</translation>
    </message>
</context>
<context>
    <name>PackagesDialog</name>
    <message>
        <source>Work packages</source>
        <translation>工作包</translation>
    </message>
    <message>
        <source>Names, with commas between them</source>
        <translation>姓名，用逗号隔开</translation>
    </message>
    <message>
        <source>Annotators</source>
        <translation>标注员</translation>
    </message>
    <message>
        <source>whole issues</source>
        <translation>整期</translation>
    </message>
    <message>
        <source>single articles (the whole issue can be read)</source>
        <translation>单篇文章（可读全期）</translation>
    </message>
    <message>
        <source>Given out</source>
        <translation>分发单位</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>共标</translation>
    </message>
    <message>
        <source>People for each shared one</source>
        <translation>每份共标人数</translation>
    </message>
    <message>
        <source>Drawing number</source>
        <translation>抽取号</translation>
    </message>
    <message>
        <source>The same number gives the same packages again.</source>
        <translation>同一号码每次分出同样的工作包。</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>Each annotator gets a project file of their own. What they do in it comes back with “Merge work packages…”; this project stays as it is.</source>
        <translation>每位标注员得到一个自己的项目文件，所做的工作用“合并工作包…”带回；本项目保持不变。</translation>
    </message>
    <message>
        <source>for each of them, people:</source>
        <translation>每份人数：</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Articles in this project: {count}</source>
        <translation>本项目文章：{count} 篇</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Given out before: {people}</source>
        <translation>以前分出：{people}</translation>
    </message>
    <message>
        <source>Folder for the work packages</source>
        <translation>工作包存放的文件夹</translation>
    </message>
</context>
<context>
    <name>PackedImportDialog</name>
    <message>
        <source>What does not fit</source>
        <translation>对不上的</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>……还有 {count} 条</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
</context>
<context>
    <name>PageHeading</name>
    <message>
        <source>Page</source>
        <translation>版面</translation>
    </message>
    <message>
        <source>Raw text</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Page {number}</source>
        <translation>第{number}版</translation>
    </message>
</context>
<context>
    <name>PagesDialog</name>
    <message>
        <source>Pages of {file}</source>
        <translation>{file} 的页</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页</translation>
    </message>
    <message>
        <source>all; say 1-8,12 for some of them</source>
        <translation>全部；只要一部分时写成 1-8,12</translation>
    </message>
    <message>
        <source>No page is chosen.</source>
        <translation>没有选中任何页。</translation>
    </message>
</context>
<context>
    <name>PairImportDialog</name>
    <message>
        <source>no paragraph has this text</source>
        <translation>没有哪一段有这段文字</translation>
    </message>
    <message>
        <source>several places have this text</source>
        <translation>有几处都是这段文字</translation>
    </message>
    <message>
        <source>it stands there right already</source>
        <translation>那里已经是对的</translation>
    </message>
    <message>
        <source>another pair corrects the same place</source>
        <translation>另一对也改正同一处</translation>
    </message>
    <message>
        <source>Import corrections</source>
        <translation>导入改正</translation>
    </message>
    <message>
        <source>TSV, JSON or SGML with wrong and right sentences</source>
        <translation>错句与正句成对的 TSV、JSON 或 SGML 文件</translation>
    </message>
    <message>
        <source>onto the paragraphs that hold the wrong sentences</source>
        <translation>改到含有错句的段落上</translation>
    </message>
    <message>
        <source>as an issue of its own, a paragraph a pair</source>
        <translation>另成一期，每对一段</translation>
    </message>
    <message>
        <source>made from the file</source>
        <translation>由文件名而来</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>导入到</translation>
    </message>
    <message>
        <source>Name of the issue</source>
        <translation>期名</translation>
    </message>
    <message>
        <source>Corrected by</source>
        <translation>改正人</translation>
    </message>
    <message>
        <source>What does not fit:</source>
        <translation>对不上的：</translation>
    </message>
    <message>
        <source>{pairs} {pairs:pair|pairs}: {count} {count:place|places} will be corrected.</source>
        <translation>共 {pairs} 对，将改正 {count} 处。</translation>
    </message>
    <message>
        <source>record {record}: no pair of sentences</source>
        <translation>第 {record} 条：不是成对的句子</translation>
    </message>
    <message>
        <source>record {record}: “{text}”: {reason}</source>
        <translation>第 {record} 条：“{text}”：{reason}</translation>
    </message>
</context>
<context>
    <name>ParagraphGrip</name>
    <message>
        <source>Drag the paragraph to another place, or onto an article in the list</source>
        <translation>拖动这一段：放到别处，或放到目录中的某篇文章上</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>This password does not open {file}. Which one does?</source>
        <translation>密码打不开 {file}，请重新输入。</translation>
    </message>
    <message>
        <source>{file} is locked by a password. What is it?</source>
        <translation>{file} 有密码，请输入密码。</translation>
    </message>
    <message>
        <source>It is remembered until the program is closed, and written nowhere.</source>
        <translation>密码只记到程序关闭为止，不会写入任何文件。</translation>
    </message>
    <message>
        <source>Skip this file</source>
        <translation>跳过此文件</translation>
    </message>
</context>
<context>
    <name>PlaceHelp</name>
    <message>
        <source>Proofreading</source>
        <translation>校对</translation>
    </message>
    <message>
        <source>The text rebuilt from the pages. Doubtful places are underlined, the one to be decided is selected, and its candidates with their keys stand below. One key decides, and the next doubt comes by itself. Just type to correct in place; every change is saved at once and can be undone, even after a restart.</source>
        <translation>由版面重建的成稿。可疑之处有下划线，正待决定的一处被选中，下方列出候选及按键。一键决定，随即转到下一处。也可直接键入改字；每次改动即时保存，重启后仍可撤销。</translation>
    </message>
    <message>
        <source>Labelling</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Select text with Shift and the arrows, or with the mouse, and press the key of a label. The keys stand in the list of labels on the right. Labels go with the text when it is corrected, joined or moved.</source>
        <translation>用 Shift 加方向键或鼠标选中文字，再按标签的键；按键见右侧标签列表。文字改正、合并、移动时，标签随之而行。</translation>
    </message>
    <message>
        <source>Arranging</source>
        <translation>编排</translation>
    </message>
    <message>
        <source>What the program was not sure of when it put the page in order: which title belongs to which text, where an article begins, where it goes on. The least certain decision comes first. A paragraph is dragged by the dots that come up in its margin, to another place or onto an article in the list; text of the page, once it is selected, can be dragged too.</source>
        <translation>程序整理版面时拿不准之处：标题归哪篇、文章从哪里起、在哪里接续。最没把握的排在最前。段落左边空白处会浮现圆点，按住可把整段拖到别处或目录中的文章上；版面原文选中后也可拖动。</translation>
    </message>
    <message>
        <source>Typing</source>
        <translation>改字</translation>
    </message>
    <message>
        <source>All keys type now. Enter splits a paragraph, Backspace at its beginning joins it with the one before. Esc goes back to deciding.</source>
        <translation>现在所有键都用来输入。Enter 拆分段落，在段首按 Backspace 与前段合并，Esc 回到决定。</translation>
    </message>
    <message>
        <source>Finding and replacing</source>
        <translation>查找与替换</translation>
    </message>
    <message>
        <source>Places are listed as you type, in this article, the issue or the whole project. The arrows go through them, Enter goes to one, Space unticks it; what is ticked is replaced as one step. Articles, furniture, unplaced and raw text can be searched. In an expression (网络){e&lt;=1} finds what differs by one character.</source>
        <translation>边输入边列出各处，范围可以是本篇、本期或整个项目。方向键逐处查看，Enter 跳到该处，空格取消勾选；勾选的各处作为一步替换。成稿、版面杂项、未归文字和原文都可以查。正则表达式里 (网络){e&lt;=1} 能找到差一个字的写法。</translation>
    </message>
    <message>
        <source>Raw text</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>The page as it was read, line by line; it is never changed. What the caret or the selection touches in one pane is lit in the other, and the ribbons lead from each line to what became of it. Another page is chosen in the list above.</source>
        <translation>识读所得的版面，逐行显示，永不改动。光标或选区在一侧所及，另一侧同时亮起；中间的色带把每行引到它变成的段落。上方列表可换版面。</translation>
    </message>
    <message>
        <source>Page image</source>
        <translation>版面图像</translation>
    </message>
    <message>
        <source>The print of the page. The line of the caret is outlined and comes into view; a click goes to the character in both texts. Drag or use the arrows to pan, + and − or Ctrl and the wheel to zoom; T shows the text in reading size, W fits the width, P the page, R turns it. F5 shows the image above the raw text, in its place, or not at all.</source>
        <translation>版面的原样。光标所在的行加框并自动移入视野；点击图像，两边文字都转到该字。拖动或用方向键平移，+、− 或 Ctrl+滚轮缩放；T 按阅读大小显示文字，W 适合宽度，P 适合整页，R 旋转。F5 切换：图像在原文上方、代替原文、隐藏。</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Issues, their pages and the articles that begin there. The number behind a dot counts open doubts; ① and ② mark the first and the second reading, ✓ the final one. At the end stand the furniture of the pages, such as folios and imprints, and text that found no place. Nothing of a page is ever missing. On an issue, F2 gives it another name and Delete removes it; Shift+F10 or the right button shows both.</source>
        <translation>各期、各版以及由此开始的文章。圆点后的数字是未处理的疑错；①、② 表示一校、二校，✓ 表示终校。末尾是报头、版次、版权等版面杂项，以及未归的文字。版面上的字一个也不会少。选中一期，按 F2 改名，按 Delete 移除；右键或 Shift+F10 也可以。</translation>
    </message>
    <message>
        <source>List of doubts</source>
        <translation>疑错列表</translation>
    </message>
    <message>
        <source>Doubts with the same error and the same candidate are one series. Untick what is right, and repair or keep all the others in one step. The slider above says how many doubts are shown.</source>
        <translation>错字与候选都相同的疑错归为一组。去掉本来正确的勾，其余一步改正或保留。上方滑块决定显示多少疑错。</translation>
    </message>
    <message>
        <source>List of labels</source>
        <translation>标签列表</translation>
    </message>
    <message>
        <source>The labels of the project with their colours and keys, and every text that carries one. Labels whose text was deleted stand first, so that none is lost unseen. Above them stands what is said of the label under the caret: Ctrl+T leads to its attributes, Ctrl+M to its note, Ctrl+U marks it as doubtful, Ctrl+L relates it to another one, and Ctrl+B puts what is selected to the label before.</source>
        <translation>本项目的标签及其颜色和按键，以及每一处标注。文字已被删除的标注排在最前，不会悄悄丢失。列表上方是光标处标注的详情：Ctrl+T 填属性，Ctrl+M 写备注，Ctrl+U 标为存疑，Ctrl+L 与另一标注建立关系，Ctrl+B 将选中文字并入前一标注。</translation>
    </message>
    <message>
        <source>List of decisions</source>
        <translation>待定列表</translation>
    </message>
    <message>
        <source>Every decision that is open, with its reason and how sure the program is; the least sure first.</source>
        <translation>所有待定之处及其理由和把握，最没把握的在前。</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Everything that was done, the latest first, with who did it and when. A click goes to the place.</source>
        <translation>所做的一切，最近的在前，附经手人和时间。点击即到该处。</translation>
    </message>
</context>
<context>
    <name>ProjectCommands</name>
    <message>
        <source>No project was opened yet</source>
        <translation>还没有打开过项目</translation>
    </message>
    <message>
        <source>New reading of the page</source>
        <translation>版面的新识读</translation>
    </message>
    <message>
        <source>{file} has hardly anything in common with {page}. Is it a reading of that page?</source>
        <translation>{file} 与 {page} 几乎没有相同的文字。它确是该版面的识读吗？</translation>
    </message>
    <message>
        <source>Folder for the OCR files</source>
        <translation>存放 OCR 文件的文件夹</translation>
    </message>
    <message>
        <source>Labels imported: {count}</source>
        <translation>已导入 {count} 个标签</translation>
    </message>
    <message>
        <source>Corrections imported: {count}</source>
        <translation>已导入 {count} 处改正</translation>
    </message>
    <message>
        <source>Written and read back: {file}</source>
        <translation>已写出并核对：{file}</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>已导入</translation>
    </message>
</context>
<context>
    <name>ProjectTree</name>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>No pages yet.
Import the pages of an issue to begin.</source>
        <translation>还没有版面。
请先导入一期的版面。</translation>
    </message>
    <message>
        <source>Page {number}</source>
        <translation>第{number}版</translation>
    </message>
    <message>
        <source>{article}
Only to be read: not given out here</source>
        <translation>{article}
只供阅读：不在本工作包之内</translation>
    </message>
</context>
<context>
    <name>QueryFields</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Regular expression. In the replacement, \1 is the first group, \0 the whole hit, \n a new paragraph.</source>
        <translation>正则表达式。替换文字中 \1 是第一组，\0 是整个匹配，\n 是新的一段。</translation>
    </message>
    <message>
        <source>Large and small letters differ</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Ａ=A</source>
        <translation>Ａ=A</translation>
    </message>
    <message>
        <source>Full and half width are the same</source>
        <translation>不分全角半角</translation>
    </message>
    <message>
        <source>网=網</source>
        <translation>网=網</translation>
    </message>
    <message>
        <source>Simplified and traditional are the same</source>
        <translation>不分简体繁体</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>{article}: {stage}; doubts left open: {count}</source>
        <translation>{article}：{stage}，还有 {count} 处疑错未处理</translation>
    </message>
    <message>
        <source>All articles of the issue are marked: {stage}</source>
        <translation>本期各篇均已标为：{stage}</translation>
    </message>
    <message>
        <source>{article}: {stage}</source>
        <translation>{article}：{stage}</translation>
    </message>
    <message>
        <source>It is not signed: give your name in the settings.</source>
        <translation>尚未署名：请在“设置”里填写你的名字。</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>“{0}” is no word</source>
        <translation>“{0}”不成词</translation>
    </message>
    <message>
        <source>the first candidate: {1} in a million words</source>
        <translation>首个候选每百万词出现 {1} 次</translation>
    </message>
    <message>
        <source>“{0}” is unlikely in this sentence</source>
        <translation>“{0}”在此句中少见</translation>
    </message>
    <message>
        <source>“{0}”: {1} in a million words</source>
        <translation>“{0}”每百万词出现 {1} 次</translation>
    </message>
    <message>
        <source>“{0}” is common</source>
        <translation>“{0}”常见</translation>
    </message>
    <message>
        <source>“{0}”: {1} % of the times the first word stands</source>
        <translation>“{0}”：前一词之后有 {1} % 是后一词</translation>
    </message>
    <message>
        <source>“{0}” stands {1} {1:time|times} in this issue</source>
        <translation>“{0}”在本期出现 {1} 次</translation>
    </message>
    <message>
        <source>{0} look alike</source>
        <translation>{0} 字形相近</translation>
    </message>
    <message>
        <source>{0}: misread {1} times as often as any two characters</source>
        <translation>{0} 误认的可能是任意两字的 {1} 倍</translation>
    </message>
    <message>
        <source>These characters hardly ever stand in such a sentence.</source>
        <translation>这些字在这样的句子里几乎不出现。</translation>
    </message>
    <message>
        <source>“{0}” stands here {1}×, “{2}” {3}×.</source>
        <translation>“{0}”出现 {1} 次，“{2}”出现 {3} 次。</translation>
    </message>
    <message>
        <source>The name “{0}” stands here {1}×, “{2}” {3}×.</source>
        <translation>人名“{0}”出现 {1} 次，“{2}”出现 {3} 次。</translation>
    </message>
    <message>
        <source>The foreign name “{0}” stands here {1}×, “{2}” {3}×.</source>
        <translation>译名“{0}”出现 {1} 次，“{2}”出现 {3} 次。</translation>
    </message>
    <message>
        <source>“{0}” is written several times in a row.</source>
        <translation>“{0}”连续重复。</translation>
    </message>
    <message>
        <source>“{0}” is written twice in a row.</source>
        <translation>“{0}”连写两遍。</translation>
    </message>
    <message>
        <source>A private character that only one font knows ({0}).</source>
        <translation>私用区字符，只有个别字体认得（{0}）。</translation>
    </message>
    <message>
        <source>The sign for a character that was lost ({0}).</source>
        <translation>丢失字符的替代符（{0}）。</translation>
    </message>
    <message>
        <source>A radical in place of the character ({0}).</source>
        <translation>用部首代替了汉字（{0}）。</translation>
    </message>
    <message>
        <source>A compatibility form of a character ({0}).</source>
        <translation>兼容字形（{0}）。</translation>
    </message>
    <message>
        <source>A control character ({0}).</source>
        <translation>控制字符（{0}）。</translation>
    </message>
    <message>
        <source>An invisible character ({0}).</source>
        <translation>不可见字符（{0}）。</translation>
    </message>
    <message>
        <source>Half of a character ({0}).</source>
        <translation>半个字符（{0}）。</translation>
    </message>
    <message>
        <source>Unicode has no such character ({0}).</source>
        <translation>Unicode 没有这个字符（{0}）。</translation>
    </message>
    <message>
        <source>A box in place of a character ({0}).</source>
        <translation>方框代替了字（{0}）。</translation>
    </message>
    <message>
        <source>A part of a character by itself ({0}).</source>
        <translation>单独的偏旁（{0}）。</translation>
    </message>
    <message>
        <source>A letter among figures: “{0}”.</source>
        <translation>数字里混有字母：“{0}”。</translation>
    </message>
    <message>
        <source>“{0}” behind a figure; probably a per cent sign.</source>
        <translation>数字后的“{0}”，可能是百分号。</translation>
    </message>
    <message>
        <source>“{0}” in a date; probably “{1}”.</source>
        <translation>日期里的“{0}”，可能是“{1}”。</translation>
    </message>
    <message>
        <source>There is no month {0}.</source>
        <translation>没有 {0} 月。</translation>
    </message>
    <message>
        <source>Month {0} has no day {1}.</source>
        <translation>{0} 月没有 {1} 日。</translation>
    </message>
    <message>
        <source>{0} is no time of day.</source>
        <translation>{0} 不是钟点。</translation>
    </message>
    <message>
        <source>{0} % is more than the whole.</source>
        <translation>{0}% 超过了全部。</translation>
    </message>
    <message>
        <source>The number {0} is parted in a wrong way.</source>
        <translation>数字 {0} 分节有误。</translation>
    </message>
    <message>
        <source>A space inside the number “{0}”.</source>
        <translation>数字“{0}”里有空格。</translation>
    </message>
    <message>
        <source>The character 一 between figures; probably a dash.</source>
        <translation>数字之间的“一”，可能是连接号。</translation>
    </message>
    <message>
        <source>The mark “{0}” is written several times.</source>
        <translation>标点“{0}”重复。</translation>
    </message>
    <message>
        <source>The marks “{0}” do not follow each other.</source>
        <translation>标点“{0}”不能连用。</translation>
    </message>
    <message>
        <source>“{0}” parts “{1}” from its word.</source>
        <translation>“{0}”把“{1}”与前面的词隔开了。</translation>
    </message>
    <message>
        <source>“{0}” does not stand at the edge of a quotation.</source>
        <translation>“{0}”不该在引号边上。</translation>
    </message>
    <message>
        <source>A half-width “{0}” among Chinese characters.</source>
        <translation>汉字之间的半角“{0}”。</translation>
    </message>
    <message>
        <source>A space before a mark.</source>
        <translation>标点前有空格。</translation>
    </message>
    <message>
        <source>“{0}” does not begin a paragraph.</source>
        <translation>“{0}”不能在段首。</translation>
    </message>
    <message>
        <source>The paragraph has no end mark.</source>
        <translation>段末没有句末标点。</translation>
    </message>
    <message>
        <source>“{0}” between Chinese characters that are no foreign name.</source>
        <translation>“{0}”前后不是外国人名。</translation>
    </message>
    <message>
        <source>The characters 一一; probably a dash.</source>
        <translation>“一一”可能是破折号。</translation>
    </message>
    <message>
        <source>A colon that announces nothing.</source>
        <translation>冒号后没有引出内容。</translation>
    </message>
    <message>
        <source>Probably “{0}” is missing here.</source>
        <translation>这里可能缺“{0}”。</translation>
    </message>
    <message>
        <source>“{0}” here; “{1}” would be usual.</source>
        <translation>此处是“{0}”，通常用“{1}”。</translation>
    </message>
    <message>
        <source>“{0}” where no mark is usual.</source>
        <translation>此处通常没有标点，却有“{0}”。</translation>
    </message>
    <message>
        <source>Opened here and never closed.</source>
        <translation>有开无合。</translation>
    </message>
    <message>
        <source>Closed here and never opened.</source>
        <translation>有合无开。</translation>
    </message>
    <message>
        <source>The mark is turned the wrong way.</source>
        <translation>引号方向反了。</translation>
    </message>
    <message>
        <source>This mark does not close the one that is open.</source>
        <translation>与前面的标点不成对。</translation>
    </message>
    <message>
        <source>Two pairs of marks cross each other.</source>
        <translation>两对标点交叉。</translation>
    </message>
    <message>
        <source>A quotation inside a quotation needs the other marks.</source>
        <translation>引号里的引号应换用另一种。</translation>
    </message>
    <message>
        <source>A straight quotation mark among curly ones.</source>
        <translation>弯引号里混有直引号。</translation>
    </message>
    <message>
        <source>An odd number of quotation marks.</source>
        <translation>引号是奇数个。</translation>
    </message>
    <message>
        <source>Nothing stands between the marks.</source>
        <translation>引号或括号里没有内容。</translation>
    </message>
    <message>
        <source>Another script inside the word “{0}”.</source>
        <translation>词“{0}”里夹着别的文字。</translation>
    </message>
    <message>
        <source>“{0}” has letters of another alphabet that look like “{1}”.</source>
        <translation>“{0}”混有外文字母，形似“{1}”。</translation>
    </message>
    <message>
        <source>Japanese “{0}” in Chinese text.</source>
        <translation>中文里的日文“{0}”。</translation>
    </message>
    <message>
        <source>Traditional “{0}” in simplified text.</source>
        <translation>简体文中的繁体字“{0}”。</translation>
    </message>
    <message>
        <source>Simplified “{0}” in traditional text.</source>
        <translation>繁体文中的简体字“{0}”。</translation>
    </message>
    <message>
        <source>House rule: “{1}”, not “{0}”. {2}</source>
        <translation>本社规定：用“{1}”，不用“{0}”。{2}</translation>
    </message>
    <message>
        <source>The OCR engine might also have read “{1}” in place of “{0}”, which goes better here.</source>
        <translation>识别引擎在“{0}”处也可能读作“{1}”，后者更合上下文。</translation>
    </message>
    <message>
        <source>Your own model expects “{1}” in place of “{0}” ({2} %).</source>
        <translation>自选模型认为“{0}”处应为“{1}”（{2} %）。</translation>
    </message>
    <message>
        <source>“{0}” was corrected to “{1}” here {2} {2:time|times}.</source>
        <translation>“{0}”在本项目里已 {2} 次改为“{1}”。</translation>
    </message>
    <message>
        <source>“{0}” is a common misspelling of “{1}”.</source>
        <translation>“{0}”是“{1}”的常见误写。</translation>
    </message>
    <message>
        <source>House rule: “{0}” is not to be written. {2}</source>
        <translation>本社规定：不用“{0}”。{2}</translation>
    </message>
    <message>
        <source>The title shares its words with this text (similarity {0}).</source>
        <translation>标题与正文用词相近（相似度 {0}）。</translation>
    </message>
    <message>
        <source>It stands beside this text, which speaks of nothing that it says.</source>
        <translation>它排在这段正文旁边，但正文没有用到其中的词。</translation>
    </message>
    <message>
        <source>The text goes on there by its markers and its words.</source>
        <translation>依转接标记和用词，文章在那里继续。</translation>
    </message>
    <message>
        <source>A title stands here, so an article may begin.</source>
        <translation>这里有标题，可能另起一篇。</translation>
    </message>
    <message>
        <source>No title was found; it may belong to the article before.</source>
        <translation>没有找到标题，可能属于前一篇。</translation>
    </message>
    <message>
        <source>This stood behind the text of another article; its words go with this one.</source>
        <translation>这一段原来排在另一篇文章后面，用词与本篇相合。</translation>
    </message>
    <message>
        <source>The paragraph before this one stops inside a sentence.</source>
        <translation>前一段在句子中间断开。</translation>
    </message>
    <message>
        <source>The correction “{0}” has lost its place.</source>
        <translation>改正“{0}”找不到原来的位置。</translation>
    </message>
    <message>
        <source>The text labelled here, “{0}”, was not found again.</source>
        <translation>这里标注的文字“{0}”没有找到。</translation>
    </message>
    <message>
        <source>Labels of a whole article whose text is in no article now: “{0}”.</source>
        <translation>篇章标签所属的成稿已不在任何成稿中：“{0}”。</translation>
    </message>
    <message>
        <source>The labelled text read “{0}” before.</source>
        <translation>标注处原来的文字是“{0}”。</translation>
    </message>
    <message>
        <source>What was decided about “{0}” has lost its place.</source>
        <translation>对“{0}”所作的决定找不到原来的位置。</translation>
    </message>
    <message>
        <source>The place given to “{0}” could not be kept.</source>
        <translation>“{0}”的指定位置未能保留。</translation>
    </message>
    <message>
        <source>The new reading of the page differs from both the old one and “{0}”, which stays.</source>
        <translation>版面的新识读与旧识读都不是“{0}”，后者予以保留。</translation>
    </message>
    <message>
        <source>“{0}” was proofread; in the new reading of the page its text is not quite the same.</source>
        <translation>“{0}”已校读过；版面换上新识读后，其文字略有不同。</translation>
    </message>
    <message>
        <source>This reads like an advertisement or a notice.</source>
        <translation>读起来像是广告或公告启事。</translation>
    </message>
    <message>
        <source>No place was found for this text.</source>
        <translation>没有找到这段文字的归属。</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>It is put right; do not show it again</source>
        <translation>已经处理好，不再提示</translation>
    </message>
    <message>
        <source>It belongs above “{0}”</source>
        <translation>是“{0}”的标题</translation>
    </message>
    <message>
        <source>It is an article of its own</source>
        <translation>自成一篇</translation>
    </message>
    <message>
        <source>It is: {0}</source>
        <translation>是{0}</translation>
    </message>
    <message>
        <source>It is furniture: {0}</source>
        <translation>是版面杂项：{0}</translation>
    </message>
    <message>
        <source>It belongs into “{0}”</source>
        <translation>归入“{0}”</translation>
    </message>
    <message>
        <source>It goes on with “{0}”</source>
        <translation>接在“{0}”之后，合为一段</translation>
    </message>
    <message>
        <source>A new article begins here</source>
        <translation>从这里另起一篇</translation>
    </message>
    <message>
        <source>It goes on with the article “{0}”</source>
        <translation>并入“{0}”一篇</translation>
    </message>
    <message>
        <source>The article does not go on there</source>
        <translation>不转到那里</translation>
    </message>
    <message>
        <source>It goes on at “{0}”</source>
        <translation>转到“{0}”</translation>
    </message>
    <message>
        <source>It stands before “{0}”</source>
        <translation>移到“{0}”之前</translation>
    </message>
    <message>
        <source>It stands behind “{0}”</source>
        <translation>移到“{0}”之后</translation>
    </message>
    <message>
        <source>It has no place yet</source>
        <translation>暂时归入未归</translation>
    </message>
    <message>
        <source>text drawn twice</source>
        <translation>文字重影</translation>
    </message>
    <message>
        <source>signs of Markdown</source>
        <translation>Markdown 记号</translation>
    </message>
    <message>
        <source>letters set apart</source>
        <translation>字间空格</translation>
    </message>
    <message>
        <source>needless space</source>
        <translation>多余空格</translation>
    </message>
    <message>
        <source>space between joined lines</source>
        <translation>接行空格</translation>
    </message>
    <message>
        <source>full-width punctuation</source>
        <translation>全角标点</translation>
    </message>
    <message>
        <source>radical in place of a character</source>
        <translation>部首还原为汉字</translation>
    </message>
    <message>
        <source>width of digits</source>
        <translation>数字宽度</translation>
    </message>
    <message>
        <source>broken dash or dots</source>
        <translation>残破的破折号、省略号</translation>
    </message>
    <message>
        <source>mark written several times</source>
        <translation>重复的标点</translation>
    </message>
    <message>
        <source>bullet of a symbol font</source>
        <translation>符号字体的项目符号</translation>
    </message>
    <message>
        <source>kicker</source>
        <translation>引题</translation>
    </message>
    <message>
        <source>title</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>subtitle</source>
        <translation>副题</translation>
    </message>
    <message>
        <source>byline</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>dateline</source>
        <translation>电头</translation>
    </message>
    <message>
        <source>heading</source>
        <translation>小标题</translation>
    </message>
    <message>
        <source>body</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>caption</source>
        <translation>图片说明</translation>
    </message>
    <message>
        <source>credit</source>
        <translation>图片作者</translation>
    </message>
    <message>
        <source>jump</source>
        <translation>转接</translation>
    </message>
    <message>
        <source>question</source>
        <translation>问</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>答</translation>
    </message>
    <message>
        <source>note</source>
        <translation>注</translation>
    </message>
    <message>
        <source>signature</source>
        <translation>署名</translation>
    </message>
    <message>
        <source>masthead</source>
        <translation>报头</translation>
    </message>
    <message>
        <source>folio</source>
        <translation>版次</translation>
    </message>
    <message>
        <source>imprint</source>
        <translation>版权</translation>
    </message>
    <message>
        <source>section name</source>
        <translation>栏目</translation>
    </message>
    <message>
        <source>advertisement</source>
        <translation>广告</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Jump</source>
        <translation>转接</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>Page number</source>
        <translation>版次</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>待修</translation>
    </message>
    <message>
        <source>Corrected (accepted candidate)</source>
        <translation>改正（采用候选）</translation>
    </message>
    <message>
        <source>Corrected (series)</source>
        <translation>改正（整批）</translation>
    </message>
    <message>
        <source>Corrected (replace all)</source>
        <translation>改正（全部替换）</translation>
    </message>
    <message>
        <source>Corrected (typed)</source>
        <translation>改正（手工）</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>未校</translation>
    </message>
    <message>
        <source>first reading</source>
        <translation>一校</translation>
    </message>
    <message>
        <source>second reading</source>
        <translation>二校</translation>
    </message>
    <message>
        <source>final reading</source>
        <translation>终校</translation>
    </message>
    <message>
        <source>Clean-up ({0})</source>
        <translation>整理（{0}）</translation>
    </message>
    <message>
        <source>Furniture</source>
        <translation>版面杂项</translation>
    </message>
    <message>
        <source>Unplaced</source>
        <translation>未归</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>无题</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>成稿</translation>
    </message>
    <message>
        <source>Raw text</source>
        <translation>原文</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>Saved into {file}.</source>
        <translation>已存入 {file}。</translation>
    </message>
    <message>
        <source>Steps read of the damaged file: {count}</source>
        <translation>从损坏的文件中找回的步数：{count}</translation>
    </message>
    <message>
        <source>Steps lost: {count}</source>
        <translation>丢失的步数：{count}</translation>
    </message>
    <message>
        <source>Salvaged</source>
        <translation>已挽救</translation>
    </message>
</context>
<context>
    <name>RelationForm</name>
    <message>
        <source>the two ends differ</source>
        <translation>两端有方向之分</translation>
    </message>
    <message>
        <source>From (none ticked: any)</source>
        <translation>起点（不勾选即任意）</translation>
    </message>
    <message>
        <source>To (none ticked: any)</source>
        <translation>终点（不勾选即任意）</translation>
    </message>
</context>
<context>
    <name>RelationList</name>
    <message>
        <source>Relations</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>No relations yet.
Press Ctrl+L on a label.</source>
        <translation>还没有关系。
在一处标注上按 Ctrl+L。</translation>
    </message>
    <message>
        <source>Change to</source>
        <translation>改为</translation>
    </message>
    <message>
        <source>Turn round</source>
        <translation>调换方向</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>备注…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>⚠ its text was deleted</source>
        <translation>⚠ 其文字已被删除</translation>
    </message>
</context>
<context>
    <name>RelationStrip</name>
    <message>
        <source>Relation</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>{source} is related to:</source>
        <translation>{source} 与哪一处有关系：</translation>
    </message>
    <message>
        <source>1–9 or a click: the other label · ← → Enter: go through them · letters: kind · Esc</source>
        <translation>1–9 或点击：选另一标注 · ← → Enter：逐个选择 · 字母：关系类型 · Esc 放弃</translation>
    </message>
    <message>
        <source>How is {source} related to “{target}”?</source>
        <translation>{source} 与“{target}”是什么关系？</translation>
    </message>
    <message>
        <source>Letter or number: kind · Enter: the first · Esc</source>
        <translation>字母或数字：关系类型 · Enter：第一个 · Esc 放弃</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Restore: {project}</source>
        <translation>恢复：{project}</translation>
    </message>
    <message>
        <source>Backups, the latest first</source>
        <translation>备份（最近的在前）</translation>
    </message>
    <message>
        <source>What is in the backup</source>
        <translation>备份的内容</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>恢复到此备份</translation>
    </message>
    <message>
        <source>Open to read</source>
        <translation>只读打开</translation>
    </message>
    <message>
        <source>Salvage into a new project</source>
        <translation>挽救到新项目</translation>
    </message>
    <message>
        <source>The newest backup, and every later step that can still be read of the file.</source>
        <translation>以最近的备份为底，加上文件中还能读出的后续每一步。</translation>
    </message>
    <message>
        <source>There is no backup yet. One is made when a project is opened, and while you work.</source>
        <translation>还没有备份。打开项目时和工作期间会自动备份。</translation>
    </message>
    <message>
        <source>What stands in the project&apos;s place now is kept beside it. History and undo come back too.</source>
        <translation>当前的项目文件会保留在旁边；历史与撤销也一并恢复。</translation>
    </message>
    <message>
        <source>when it was opened</source>
        <translation>打开时</translation>
    </message>
    <message>
        <source>while working</source>
        <translation>工作期间</translation>
    </message>
    <message>
        <source>before a merge</source>
        <translation>合并前</translation>
    </message>
    <message>
        <source>before another was put back</source>
        <translation>恢复其他备份前</translation>
    </message>
    <message>
        <source>before an issue was removed</source>
        <translation>移除一期之前</translation>
    </message>
    <message>
        <source>Project: {name}</source>
        <translation>项目：{name}</translation>
    </message>
    <message>
        <source>Issues: {names}</source>
        <translation>各期：{names}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Steps that can be undone: {count}</source>
        <translation>可撤销的步数：{count}</translation>
    </message>
    <message>
        <source>Done last:</source>
        <translation>最近的操作：</translation>
    </message>
</context>
<context>
    <name>RulesDialog</name>
    <message>
        <source>House rules</source>
        <translation>社内规则</translation>
    </message>
    <message>
        <source>For whom the rules hold</source>
        <translation>规则适用范围</translation>
    </message>
    <message>
        <source>in this project</source>
        <translation>用于本项目</translation>
    </message>
    <message>
        <source>in all projects</source>
        <translation>用于所有项目</translation>
    </message>
    <message>
        <source>One rule a line: wrong, right, note. Without a right text the wrong one is only flagged.</source>
        <translation>每行一条：错,对,备注。没有“对”的只作提示。</translation>
    </message>
    <message>
        <source>Add variant spellings</source>
        <translation>加入异形词</translation>
    </message>
    <message>
        <source>Spellings that the national table of variant words does not recommend, with those it does</source>
        <translation>《第一批异形词整理表》不推荐的写法，及其推荐写法</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>SchemeDialog</name>
    <message>
        <source>Label schemes</source>
        <translation>标签体系</translation>
    </message>
    <message>
        <source>Scheme to label with</source>
        <translation>标注所用体系</translation>
    </message>
    <message>
        <source>Name of the scheme</source>
        <translation>体系名称</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>Empty scheme</source>
        <translation>空白体系</translation>
    </message>
    <message>
        <source>Copy of this one</source>
        <translation>复制当前体系</translation>
    </message>
    <message>
        <source>One that comes with the program</source>
        <translation>程序自带的体系</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件读取…</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Write to a file…</source>
        <translation>写入文件…</translation>
    </message>
    <message>
        <source>Label with</source>
        <translation>标注所用</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Relations</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>New scheme</source>
        <translation>新体系</translation>
    </message>
    <message>
        <source>New label</source>
        <translation>新标签</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name}（副本）</translation>
    </message>
    <message>
        <source>New relation</source>
        <translation>新关系</translation>
    </message>
    <message>
        <source>Label scheme from a file</source>
        <translation>从文件读取标签体系</translation>
    </message>
    <message>
        <source>Write the label scheme</source>
        <translation>写出标签体系</translation>
    </message>
    <message>
        <source>Label scheme (*.json)</source>
        <translation>标签体系 (*.json)</translation>
    </message>
</context>
<context>
    <name>Schemes</name>
    <message>
        <source>The scheme needs a name.</source>
        <translation>标签体系需要名称。</translation>
    </message>
    <message>
        <source>The scheme needs a label.</source>
        <translation>标签体系至少要有一个标签。</translation>
    </message>
    <message>
        <source>“{0}” needs a name for files.</source>
        <translation>“{0}”需要文件中的名称。</translation>
    </message>
    <message>
        <source>The name for files of “{0}” has blanks it must not have.</source>
        <translation>“{0}”在文件中的名称含有不允许的空白。</translation>
    </message>
    <message>
        <source>Two have the name for files “{0}”.</source>
        <translation>有两项在文件中的名称都是“{0}”。</translation>
    </message>
    <message>
        <source>“{0}” needs a name.</source>
        <translation>“{0}”需要名称。</translation>
    </message>
    <message>
        <source>“{0}” needs a colour.</source>
        <translation>“{0}”需要颜色。</translation>
    </message>
    <message>
        <source>“{0}”: at most two keys.</source>
        <translation>“{0}”：最多两个按键。</translation>
    </message>
    <message>
        <source>“{0}”: this key cannot be used.</source>
        <translation>“{0}”：不能用这个按键。</translation>
    </message>
    <message>
        <source>“{0}”: the key {1} is taken.</source>
        <translation>“{0}”：按键 {1} 已被占用。</translation>
    </message>
    <message>
        <source>“{0}”: the keys {1} begin with those of another one.</source>
        <translation>“{0}”：按键 {1} 的开头是另一项的按键。</translation>
    </message>
    <message>
        <source>“{0}”: an attribute needs a name for files without blanks.</source>
        <translation>“{0}”：属性需要文件中的名称，不含空白。</translation>
    </message>
    <message>
        <source>“{0}”: two attributes have the name for files “{1}”.</source>
        <translation>“{0}”：有两个属性在文件中的名称都是“{1}”。</translation>
    </message>
    <message>
        <source>“{0}”: the attribute “{1}” needs a name.</source>
        <translation>“{0}”：属性“{1}”需要名称。</translation>
    </message>
    <message>
        <source>“{0}”: the attribute “{1}” needs choices that differ.</source>
        <translation>“{0}”：属性“{1}”需要互不相同的选项。</translation>
    </message>
    <message>
        <source>“{0}”: the attribute “{1}” cannot begin with that value.</source>
        <translation>“{0}”：属性“{1}”不能用这个初始值。</translation>
    </message>
    <message>
        <source>“{0}” joins “{1}”, which is no label of text.</source>
        <translation>“{0}”的一端“{1}”不是文字标签。</translation>
    </message>
    <message>
        <source>choice</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>是否</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>signs corrections and labels</source>
        <translation>用于署名改正和标签</translation>
    </message>
    <message>
        <source> pixels</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>随系统</translation>
    </message>
    <message>
        <source>light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>An ONNX file of a Chinese BERT model; its vocab.txt stands beside it. Needs onnxruntime.</source>
        <translation>中文 BERT 模型的 ONNX 文件，旁边要有 vocab.txt。需要 onnxruntime。</translation>
    </message>
    <message>
        <source>Kind of the model</source>
        <translation>模型类型</translation>
    </message>
    <message>
        <source>masked language model</source>
        <translation>掩码语言模型</translation>
    </message>
    <message>
        <source>correction model</source>
        <translation>纠错模型</translation>
    </message>
    <message>
        <source>every </source>
        <translation>每工作 </translation>
    </message>
    <message>
        <source> minutes of work</source>
        <translation> 分钟备份一次</translation>
    </message>
    <message>
        <source>only when a project is opened</source>
        <translation>仅在打开项目时</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>你的名字</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>个人</translation>
    </message>
    <message>
        <source>Look and text</source>
        <translation>外观与文字</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>Finding errors</source>
        <translation>查错</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Typeface</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>Of raw text and articles. Listed are faces with Chinese characters.</source>
        <translation>原文与成稿所用的字体；这里只列出含汉字的字体。</translation>
    </message>
    <message>
        <source>the best Song face there is</source>
        <translation>自动（系统里最好的宋体）</translation>
    </message>
    <message>
        <source>Page image</source>
        <translation>版面图像</translation>
    </message>
    <message>
        <source>above the raw text</source>
        <translation>在原文上方</translation>
    </message>
    <message>
        <source>in place of the raw text</source>
        <translation>代替原文</translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>不显示</translation>
    </message>
    <message>
        <source>Show the keys of the mode</source>
        <translation>显示当前模式的按键提示</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Detectors of your own</source>
        <translation>检测插件</translation>
    </message>
    <message>
        <source>Programs of others, which run with your rights. All are off at first.</source>
        <translation>他人编写的程序，以你的权限运行；起初全部关闭。</translation>
    </message>
    <message>
        <source>none installed</source>
        <translation>没有安装</translation>
    </message>
    <message>
        <source>Model of your own</source>
        <translation>自选模型</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>{keys} alone types or decides. Use it with Ctrl or Alt, or a function key.</source>
        <translation>单独的 {keys} 用来输入或决定，请与 Ctrl 或 Alt 合用，或改用功能键。</translation>
    </message>
    <message>
        <source>{keys} is needed for editing text.</source>
        <translation>{keys} 是编辑文字要用的键。</translation>
    </message>
    <message>
        <source>{keys} was taken from “{action}”.</source>
        <translation>{keys} 原属“{action}”，已改归此处。</translation>
    </message>
    <message>
        <source>Change keys</source>
        <translation>更改按键</translation>
    </message>
    <message>
        <source>Find a command or its keys</source>
        <translation>查找命令或按键</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>命令及其按键</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新按键</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>不设按键</translation>
    </message>
    <message>
        <source>As delivered</source>
        <translation>恢复原键</translation>
    </message>
    <message>
        <source>Press the new keys:</source>
        <translation>请按新的按键：</translation>
    </message>
</context>
<context>
    <name>SnippetModel</name>
    <message>
        <source>odd</source>
        <translation>异样</translation>
    </message>
</context>
<context>
    <name>SpanModel</name>
    <message>
        <source>⚠ its text was deleted</source>
        <translation>⚠ 文字已删除</translation>
    </message>
    <message>
        <source>{label}?</source>
        <translation>{label}？</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>This project lies in a network folder ({kind}). While you work, keep it on a disk of this computer: work can be lost where the connection breaks.</source>
        <translation>此项目位于网络文件夹（{kind}）中。工作期间请把它放在本机磁盘上：连接中断时可能丢失所做的工作。</translation>
    </message>
    <message>
        <source>No project open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Doubts {doubts} · Corrections {corrections} · Labels {labels} · Unplaced {unplaced} {unplaced:character|characters}</source>
        <translation>疑错 {doubts} · 改正 {corrections} · 标签 {labels} · 未归 {unplaced} 字</translation>
    </message>
    <message>
        <source>network folder</source>
        <translation>网络文件夹</translation>
    </message>
    <message>
        <source>{total} {total:character|characters} of raw text = {articles} in articles + {furniture} in furniture + {unplaced} unplaced</source>
        <translation>原文 {total} 字 = 成稿 {articles} + 版面杂项 {furniture} + 未归 {unplaced}</translation>
    </message>
    <message>
        <source>Looking for doubts: {done} %</source>
        <translation>正在查疑错：{done} %</translation>
    </message>
</context>
<context>
    <name>SuggestionStrip</name>
    <message>
        <source>Suggestion</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Space  no</source>
        <translation>空格  不标</translation>
    </message>
    <message>
        <source>Suggestions in this article: {count}</source>
        <translation>本篇 {count} 条建议</translation>
    </message>
    <message>
        <source>A label without text</source>
        <translation>失去文字的标注</translation>
    </message>
    <message>
        <source>Select where it belongs and press Enter; Delete removes it, Esc leaves it.</source>
        <translation>选中它应在的文字后按回车；Delete 删除，Esc 放下。</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Tab goes to the next suggestion.</source>
        <translation>按 Tab 到下一条建议。</translation>
    </message>
    <message>
        <source>Label a few names: what is like them will be suggested.</source>
        <translation>先标几个名称，相似的会列为建议。</translation>
    </message>
    <message>
        <source>{percent} % · this text was labelled so {count} {count:time|times}</source>
        <translation>{percent}% · 此文字已这样标注 {count} 次</translation>
    </message>
    <message>
        <source>{percent} % · it is in a word list</source>
        <translation>{percent}% · 见于词表</translation>
    </message>
    <message>
        <source>{percent} % · {count} {count:name of this kind was|names of this kind were} labelled so</source>
        <translation>{percent}% · 同类名称已这样标注 {count} 处</translation>
    </message>
    <message>
        <source>{percent} % · suggested by a model</source>
        <translation>{percent}% · 模型建议</translation>
    </message>
    <message>
        <source>Label {number}: {name}</source>
        <translation>标签 {number}：{name}</translation>
    </message>
</context>
<context>
    <name>Team</name>
    <message>
        <source>In the folder {folder}:</source>
        <translation>在文件夹 {folder} 中：</translation>
    </message>
    <message>
        <source>Work packages</source>
        <translation>工作包</translation>
    </message>
    <message>
        <source>Merge work packages</source>
        <translation>合并工作包</translation>
    </message>
    <message>
        <source>Merging…</source>
        <translation>正在合并…</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>已合并</translation>
    </message>
    <message>
        <source>Decide now</source>
        <translation>现在裁决</translation>
    </message>
    <message>
        <source>{person}: nothing new</source>
        <translation>{person}：没有新的改动</translation>
    </message>
    <message>
        <source>Changes of {person}: {count}</source>
        <translation>{person}：{count} 处改动</translation>
    </message>
    <message>
        <source>Conflicts to decide: {count}</source>
        <translation>待裁决的分歧：{count} 处</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>On the left the page as it was read, on the right the articles rebuilt from it. What is likely wrong has a wavy line; the strip below says why and offers what may be right.</source>
        <translation>左边是读入的版面原文，右边是由它重建的成稿。可能有错的地方标有波浪线；下方一栏说明理由并给出候选。</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>改正</translation>
    </message>
    <message>
        <source>&lt;kbd&gt;Enter&lt;/kbd&gt; takes the first candidate, &lt;kbd&gt;1&lt;/kbd&gt;–&lt;kbd&gt;9&lt;/kbd&gt; another. The next doubt comes by itself.</source>
        <translation>&lt;kbd&gt;Enter&lt;/kbd&gt; 取第一候选，&lt;kbd&gt;1&lt;/kbd&gt;–&lt;kbd&gt;9&lt;/kbd&gt; 取其他候选，随后自动跳到下一处。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>&lt;kbd&gt;Space&lt;/kbd&gt; leaves a place as it is. It never comes back.</source>
        <translation>&lt;kbd&gt;空格&lt;/kbd&gt; 保留原字，此处不再提示。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>&lt;kbd&gt;Backspace&lt;/kbd&gt; takes back the last step and shows the place again. Everything is saved as you go, and can be taken back tomorrow too.</source>
        <translation>&lt;kbd&gt;Backspace&lt;/kbd&gt; 退回一步并回到该处。每一步都即时保存，明天仍可撤销。</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>&lt;kbd&gt;Ctrl+2&lt;/kbd&gt; goes to labelling the same text.</source>
        <translation>&lt;kbd&gt;Ctrl+2&lt;/kbd&gt; 转到同一文本的标注。</translation>
    </message>
    <message>
        <source>A label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Select a name, with the mouse or with &lt;kbd&gt;Shift&lt;/kbd&gt; and the arrows, and press &lt;kbd&gt;P&lt;/kbd&gt; for a person. Later corrections will not break it.</source>
        <translation>用鼠标或 &lt;kbd&gt;Shift&lt;/kbd&gt;+方向键选中一个人名，按 &lt;kbd&gt;P&lt;/kbd&gt; 标为人物。以后改字不会破坏标签。</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>编排</translation>
    </message>
    <message>
        <source>&lt;kbd&gt;Ctrl+3&lt;/kbd&gt; shows what the program was unsure of when it put the page in order: &lt;kbd&gt;Enter&lt;/kbd&gt; agrees, a number chooses something else.</source>
        <translation>&lt;kbd&gt;Ctrl+3&lt;/kbd&gt; 列出程序整理版面时没有把握之处：&lt;kbd&gt;Enter&lt;/kbd&gt; 同意，数字键另选。</translation>
    </message>
    <message>
        <source>That is all</source>
        <translation>就这些</translation>
    </message>
    <message>
        <source>&lt;kbd&gt;Ctrl+1&lt;/kbd&gt; goes back to proofreading, &lt;kbd&gt;Ctrl+I&lt;/kbd&gt; brings in pages of your own, &lt;kbd&gt;Ctrl+E&lt;/kbd&gt; writes finished articles. &lt;kbd&gt;F1&lt;/kbd&gt; explains the place you are in, &lt;kbd&gt;?&lt;/kbd&gt; shows every key.</source>
        <translation>&lt;kbd&gt;Ctrl+1&lt;/kbd&gt; 回到校对，&lt;kbd&gt;Ctrl+I&lt;/kbd&gt; 导入自己的版面，&lt;kbd&gt;Ctrl+E&lt;/kbd&gt; 导出成稿。&lt;kbd&gt;F1&lt;/kbd&gt; 说明所在之处，&lt;kbd&gt;?&lt;/kbd&gt; 列出全部按键。</translation>
    </message>
</context>
<context>
    <name>TourCard</name>
    <message>
        <source>Tour</source>
        <translation>导览</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>结束导览</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>UseFields</name>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>存疑</translation>
    </message>
</context>
<context>
    <name>UsedLabelDialog</name>
    <message>
        <source>Remove “{name}”</source>
        <translation>删除“{name}”</translation>
    </message>
    <message>
        <source>“{name}” is used {count} {count:time|times} in this project. What is to become of that?</source>
        <translation>本项目中“{name}”已用了 {count} 次，如何处理？</translation>
    </message>
    <message>
        <source>Give it to</source>
        <translation>改为</translation>
    </message>
    <message>
        <source>Remove it too (can be undone)</source>
        <translation>一并删除（可撤销）</translation>
    </message>
    <message>
        <source>Leave it as it is, in grey</source>
        <translation>保留原样，显示为灰色</translation>
    </message>
</context>
<context>
    <name>VersionsDialog</name>
    <message>
        <source>Versions: {article}</source>
        <translation>版本：{article}</translation>
    </message>
    <message>
        <source>Older version</source>
        <translation>旧版本</translation>
    </message>
    <message>
        <source>Newer version</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Name for the text as it is now</source>
        <translation>给现在的文字起个名称</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Remove this version</source>
        <translation>删去此版本</translation>
    </message>
    <message>
        <source>As read</source>
        <translation>识读时</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Differences: {count}</source>
        <translation>{count} 处不同</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>没有不同</translation>
    </message>
</context>
<context>
    <name>WordsDialog</name>
    <message>
        <source>Project words</source>
        <translation>项目词</translation>
    </message>
    <message>
        <source>Texts (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>One word a line: names, terms, forms that are right here. Nothing inside them is doubted.</source>
        <translation>每行一个词：人名、术语和在此正确的写法。其中的文字不再提疑。</translation>
    </message>
</context>
</TS>
