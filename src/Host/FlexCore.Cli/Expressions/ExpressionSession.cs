using System.Globalization;
using System.Text;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Trials;
using FlexCore.Streams.Values;

namespace FlexCore.Cli.Expressions;

/// <summary>What a prompt remembers: the records, and which of them is the present one. Used by one loop.</summary>
internal sealed class ExpressionSession
{
    private const string Help = """
        Type an expression; it sees the fields of the record, and the record itself as $.

        :record          show the record
        :record {JSON}   use this record
        :load FILE       use the records of a file, one JSON object a line
        :next            go to the next record
        :all EXPR        evaluate on all records
        :functions TEXT  list functions and forms, those with the text in them
        :history         list what was typed
        :quit            end (also Ctrl+D)

        """;

    private readonly List<string> _history = [];
    private List<Value> _records;
    private int _current;

    /// <summary>Begins a session.</summary>
    /// <param name="records">The records; without any, an empty one is used.</param>
    public ExpressionSession(IReadOnlyList<Value> records)
    {
        _records = records.Count > 0 ? [.. records] : [Empty];
    }

    /// <summary>Whether the user has asked for the end.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether the last line was a mistake.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Names that may be meant where one begins with a text: the record's fields, then functions.</summary>
    public IEnumerable<string> Names =>
        _records[_current].AsObject().Fields.Select(pair => pair.Key).Concat(ExpressionHelp.Names).Distinct(StringComparer.Ordinal);

    private static Value Empty => Value.Object(new ObjectValue());

    /// <summary>Evaluates a line, or does what it commands.</summary>
    /// <param name="line">What was typed.</param>
    /// <returns>What to show, lines ended; empty for nothing.</returns>
    public string Enter(string line)
    {
        var text = line.Trim();
        HasFailed = false;
        if (text.Length == 0)
        {
            return string.Empty;
        }

        _history.Add(text);
        return text[0] == ':' ? Command(text) : Evaluate(text, [_records[_current]]);
    }

    private string Command(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var (name, argument) = space < 0 ? (text, string.Empty) : (text[..space], text[(space + 1)..].Trim());
        switch (name)
        {
            case ":help":
                return Help;
            case ":record" when argument.Length == 0:
                return SafeText.OneLine(ValueText.Json(_records[_current])) + "\n";
            case ":record":
                return SetRecord(argument);
            case ":load" when argument.Length > 0:
                return Load(argument);
            case ":next":
                _current = (_current + 1) % _records.Count;
                return FormattableString.Invariant($"record {_current + 1} of {_records.Count}: {SafeText.OneLine(ValueText.Json(_records[_current]))}\n");
            case ":all" when argument.Length > 0:
                return Evaluate(argument, _records);
            case ":functions":
                return Functions(argument);
            case ":history":
                return string.Concat(_history.Select((entry, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1,4}  {entry}\n")));
            case ":quit" or ":exit" or ":q":
                IsOver = true;
                return string.Empty;
            default:
                HasFailed = true;
                return name is ":load" or ":all" ? $"{name} needs something to work on. Try :help.\n" : $"There is no command '{name}'. Try :help.\n";
        }
    }

    private string SetRecord(string json)
    {
        var (record, mistake) = SampleRecords.Parse(json);
        if (mistake is not null)
        {
            HasFailed = true;
            return $"{mistake}. Example: :record {{\"amount\": 3}}\n";
        }

        (_records, _current) = ([record], 0);
        return string.Empty;
    }

    private string Load(string path)
    {
        try
        {
            var records = SampleRecords.ReadFile(path);
            (_records, _current) = (records.Count > 0 ? records : [Empty], 0);
            return FormattableString.Invariant($"{records.Count} records\n");
        }
        catch (CliException error)
        {
            // A wrong path is no reason to end the session.
            HasFailed = true;
            return error.Message + "\n";
        }
    }

    private string Evaluate(string text, IReadOnlyList<Value> records)
    {
        var compiled = ExpressionTrial.Compile(text);
        if (!compiled.TryGet(out var trial))
        {
            HasFailed = true;
            return ExpressionText.Render(text, compiled.Diagnostics);
        }

        var result = new StringBuilder();
        foreach (var record in records)
        {
            try
            {
                result.Append(SafeText.OneLine(ValueText.Show(trial.Evaluate(record)))).Append('\n');
            }
            catch (ExpressionException error)
            {
                HasFailed = true;
                result.Append(ExpressionText.Render(text, [error.Diagnostic]));
            }
        }

        return result.ToString();
    }

    private string Functions(string filter)
    {
        var found = ExpressionHelp.Entries
            .Where(entry => filter.Length == 0 || $"{entry.Group} {entry.Form} {entry.Meaning}".Contains(filter, StringComparison.OrdinalIgnoreCase))
            .Select(entry => (IReadOnlyList<string>)[entry.Form, $"{entry.Example} → {entry.Result}", entry.Meaning])
            .ToList();
        HasFailed = found.Count == 0;
        return HasFailed ? $"Nothing has '{filter}' in its name or meaning.\n" : TextTable.Render(["FORM", "EXAMPLE", "MEANING"], found);
    }
}
