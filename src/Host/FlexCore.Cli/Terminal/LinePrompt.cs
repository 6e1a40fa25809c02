namespace FlexCore.Cli.Terminal;

/// <summary>Reads lines: with a cursor and a history on a terminal, as they come otherwise. Used by one loop.</summary>
internal sealed class LinePrompt(CliTerminal terminal, string prompt, LineEditor editor)
{
    private const string EraseLine = "\r\u001b[2K";

    /// <summary>Reads a line.</summary>
    /// <returns>The line, or <see langword="null"/> at the end of the input.</returns>
    public string? Read()
    {
        if (!terminal.IsInInteractive)
        {
            return terminal.In.ReadLine();
        }

        while (true)
        {
            Draw();
            switch (editor.Press(terminal.ReadKey()))
            {
                case LineEvent.Entered:
                    terminal.Out.Write("\n");
                    return editor.Take();
                case LineEvent.Ended:
                case LineEvent.Cancelled when editor.Text.Length == 0:
                    terminal.Out.Write("\n");
                    return null;
                case LineEvent.Cancelled:
                    terminal.Out.Write("^C\n");
                    editor.Take();
                    break;
                default:
                    break;
            }
        }
    }

    // A line wider than the terminal shows the part around its cursor: a wrapped one could not be redrawn in place.
    private void Draw()
    {
        var room = Math.Max(10, terminal.Width - prompt.Length - 1);
        var start = Math.Max(0, editor.Cursor - room + 1);
        var shown = editor.Text.Substring(start, Math.Min(room, editor.Text.Length - start));
        var column = prompt.Length + editor.Cursor - start;
        terminal.Out.Write($"{EraseLine}{prompt}{SafeText.OneLine(shown)}\r{(column > 0 ? $"\u001b[{column}C" : string.Empty)}");
        terminal.Out.Flush();
    }
}
