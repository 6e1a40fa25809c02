using System.CommandLine;
using System.CommandLine.Parsing;

namespace FlexCore.Cli.Online;

/// <summary>The options that say which events are wanted. Used by one command.</summary>
internal sealed class EventFilterOptions
{
    private readonly Option<string?> _kind;
    private readonly Option<string?> _stream = new("--stream", "-s") { Description = "Only events of the stream, or entity, of this name.", HelpName = "NAME" };
    private readonly Option<string?> _type = new("--type") { Description = "Only events of this type.", HelpName = "TYPE" };
    private readonly Option<string?> _tag = new("--tag") { Description = "Only events of users with this tag.", HelpName = "TAG" };
    private readonly Option<string?> _correlation = new("--correlation") { Description = "Only events of this chain of work.", HelpName = "ID" };
    private readonly IReadOnlyList<Option<string?>> _options;

    /// <summary>Creates the options.</summary>
    /// <param name="kind">What <c>--kind</c> means.</param>
    /// <param name="withStream">Whether the stream is an option.</param>
    public EventFilterOptions(string kind, bool withStream = true)
    {
        _kind = new Option<string?>("--kind", "-k") { Description = kind, HelpName = "KIND" };
        _options = withStream ? [_kind, _stream, _type, _tag, _correlation] : [_kind, _type, _tag, _correlation];
    }

    /// <summary>The options.</summary>
    public IEnumerable<Symbol> Symbols => _options;

    /// <summary>The query parameters.</summary>
    /// <param name="result">What was typed.</param>
    public IEnumerable<KeyValuePair<string, string?>> Read(ParseResult result) => _options.Select(option => KeyValuePair.Create(option.Name[2..], result.GetValue(option)));

    /// <summary>Whether events are looked for that the index finds.</summary>
    /// <param name="result">What was typed.</param>
    public bool HasTerm(ParseResult result) => result.GetValue(_type) is not null || result.GetValue(_tag) is not null || result.GetValue(_correlation) is not null;

    /// <summary>Whether events are looked for that the index finds.</summary>
    /// <param name="result">What was typed.</param>
    public bool HasTerm(SymbolResult result) => result.GetValue(_type) is not null || result.GetValue(_tag) is not null || result.GetValue(_correlation) is not null;

    /// <summary>The name of the first option that was given, or null.</summary>
    /// <param name="result">What was typed.</param>
    public string? FirstGiven(SymbolResult result) => _options.FirstOrDefault(option => result.GetValue(option) is not null)?.Name;
}
