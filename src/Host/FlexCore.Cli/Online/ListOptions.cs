using System.CommandLine;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>The options of commands that list something.</summary>
internal sealed class ListOptions
{
    private readonly Option<string?> _status = new("--status") { Description = "List only those in this status.", HelpName = "STATUS" };
    private readonly Option<string?> _filter = new("--filter", "-f") { Description = "List only those whose name or description contains this text.", HelpName = "TEXT" };
    private readonly Option<int?> _limit = new("--limit") { Description = "List at most so many. Default: as many as the node gives at once.", HelpName = "N" };
    private readonly Option<int> _offset = new("--offset") { Description = "Leave out so many from the front. Default: 0.", HelpName = "N" };

    private readonly Option<string?> _after = new("--after") { Description = "Begin behind this key: the way through a long list.", HelpName = "KEY" };

    /// <summary>Creates the options.</summary>
    public ListOptions()
    {
        _limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var limit) || limit < 1))
            {
                result.AddError($"--limit takes a whole number from 1, not '{result.Tokens[0].Value}'.");
            }
        });
        _offset.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var offset) || offset < 0))
            {
                result.AddError($"--offset takes a whole number from 0, not '{result.Tokens[0].Value}'.");
            }
        });
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Symbol> All => [_status, _filter, _limit, _offset];

    /// <summary>All of them, and from where on.</summary>
    public IReadOnlyList<Symbol> Keyed => [.. All, _after];

    /// <summary>Those of lists without a status, and from where on.</summary>
    public IReadOnlyList<Symbol> Named => [_filter, _limit, _offset, _after];

    /// <summary>Those of lists without filter.</summary>
    public IReadOnlyList<Symbol> Parts => [_limit, _offset];

    /// <summary>Reads the options from a parsed command line.</summary>
    public ListQuery Read(ParseResult result) => new()
    {
        Status = result.GetValue(_status),
        Filter = result.GetValue(_filter),
        After = result.GetValue(_after),
        Limit = result.GetValue(_limit),
        Offset = result.GetValue(_offset),
    };
}
