namespace FlexCore.Cli.Terminal;

/// <summary>One line under a cursor, and the lines of this session before it. Knows keys, no screen. Used by one loop.</summary>
/// <param name="complete">Names that begin with a text, for Tab.</param>
internal sealed class LineEditor(Func<string, IReadOnlyList<string>> complete)
{
    private const int HistoryMax = 500;

    private readonly List<string> _history = [];
    private string _draft = string.Empty;
    private int _place;

    /// <summary>The line.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <summary>Characters before the cursor.</summary>
    public int Cursor { get; private set; }

    /// <summary>Takes a key.</summary>
    /// <param name="key">The key.</param>
    public LineEvent Press(ConsoleKeyInfo key)
    {
        if (key.Modifiers.HasFlag(ConsoleModifiers.Control))
        {
            return PressControl(key.Key);
        }

        switch (key.Key)
        {
            case ConsoleKey.Enter:
                return LineEvent.Entered;
            case ConsoleKey.LeftArrow:
                Cursor = Math.Max(0, Cursor - 1);
                break;
            case ConsoleKey.RightArrow:
                Cursor = Math.Min(Text.Length, Cursor + 1);
                break;
            case ConsoleKey.Home:
                Cursor = 0;
                break;
            case ConsoleKey.End:
                Cursor = Text.Length;
                break;
            case ConsoleKey.UpArrow:
                Recall(_place - 1);
                break;
            case ConsoleKey.DownArrow:
                Recall(_place + 1);
                break;
            case ConsoleKey.Backspace when Cursor > 0:
                Remove(Cursor - 1, Cursor);
                break;
            case ConsoleKey.Delete when Cursor < Text.Length:
                Remove(Cursor, Cursor + 1);
                break;
            case ConsoleKey.Tab:
                Complete();
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    Insert(key.KeyChar.ToString());
                }

                break;
        }

        return LineEvent.None;
    }

    /// <summary>Takes the line away and keeps it in the history.</summary>
    /// <returns>The line.</returns>
    public string Take()
    {
        var line = Text;
        if (line.Trim().Length > 0 && (_history.Count == 0 || _history[^1] != line))
        {
            _history.Add(line);
            if (_history.Count > HistoryMax)
            {
                _history.RemoveAt(0);
            }
        }

        Set(string.Empty);
        _place = _history.Count;
        return line;
    }

    private LineEvent PressControl(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.C:
                return LineEvent.Cancelled;
            case ConsoleKey.D when Text.Length == 0:
                return LineEvent.Ended;
            case ConsoleKey.A:
                Cursor = 0;
                break;
            case ConsoleKey.E:
                Cursor = Text.Length;
                break;
            case ConsoleKey.U:
                Remove(0, Cursor);
                break;
            case ConsoleKey.K:
                Remove(Cursor, Text.Length);
                break;
            case ConsoleKey.W:
                Remove(WordStart(), Cursor);
                break;
            default:
                break;
        }

        return LineEvent.None;
    }

    // Beyond the newest line lies what was being typed before looking back.
    private void Recall(int place)
    {
        if (place < 0 || place > _history.Count)
        {
            return;
        }

        if (_place == _history.Count)
        {
            _draft = Text;
        }

        _place = place;
        Set(place == _history.Count ? _draft : _history[place]);
    }

    private void Complete()
    {
        var start = NameStart();
        var prefix = Text[start..Cursor];
        if (prefix.Length == 0 || complete(prefix) is not { Count: > 0 } names)
        {
            return;
        }

        var common = names[0];
        foreach (var name in names)
        {
            var length = 0;
            while (length < Math.Min(common.Length, name.Length) && common[length] == name[length])
            {
                length++;
            }

            common = common[..length];
        }

        if (common.Length > prefix.Length)
        {
            Insert(common[prefix.Length..]);
        }
    }

    private int NameStart()
    {
        var start = Cursor;
        while (start > 0 && (char.IsLetterOrDigit(Text[start - 1]) || Text[start - 1] is '_' or '$'))
        {
            start--;
        }

        return start;
    }

    private int WordStart()
    {
        var start = Text[..Cursor].TrimEnd().Length;
        while (start > 0 && Text[start - 1] != ' ')
        {
            start--;
        }

        return start;
    }

    private void Insert(string text)
    {
        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
    }

    private void Remove(int from, int to)
    {
        Text = Text.Remove(from, to - from);
        Cursor = from;
    }

    private void Set(string text) => (Text, Cursor) = (text, text.Length);
}
