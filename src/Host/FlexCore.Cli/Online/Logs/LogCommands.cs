using System.CommandLine;
using System.Globalization;
using FlexCore.Cli.ExitCodes;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Logs;

/// <summary>The commands under <c>flexcore log</c>.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class LogCommands(OnlineCommand online)
{
    private const string Default = "default";
    private static readonly string[] Levels = ["trace", "debug", "information", "warning", "error", "critical"];

    /// <summary>Creates the group.</summary>
    public Command Create() => new("log", "Shows the logs of nodes and changes what they log.") { Tail(), Level() };

    private static Option<string?> OnNode(string without) => new("--on") { Description = $"The node, by name. Default: {without}.", HelpName = "NODE" };

    private Command Tail()
    {
        var on = OnNode("all nodes of the cluster");
        var level = new Option<string?>("--level", "-l") { Description = $"Only events at least this important: {string.Join(", ", Levels)}. Default: all that the node logs.", HelpName = "LEVEL" };
        level.Validators.Add(static result => RequireLevel(result, "--level", Levels));
        var category = new Option<string?>("--category", "-c") { Description = "Only events of categories that begin like this, for example FlexCore.Cluster.", HelpName = "NAME" };
        var last = new Option<int>("--last") { Description = "How many of the events that each node still has to begin with. Default: 20.", HelpName = "N", DefaultValueFactory = static _ => 20 };
        last.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 100_000))
            {
                result.AddError($"--last takes a whole number from 0 to 100000, not '{result.Tokens[0].Value}'.");
            }
        });
        var count = CountOption.Create("End after so many events.");
        return online.Create("tail", "Follows the logs of all nodes of a cluster, or of one: the newest events, then each further one, until Ctrl+C.", [on, level, category, last, count], (result, session) =>
            new LogTail(session).RunAsync(
                new LogTailQuery { Node = result.GetValue(on), Level = result.GetValue(level), Category = result.GetValue(category), Newest = result.GetValue(last) }, result.GetValue(count)));
    }

    private Command Level()
    {
        var category = new Argument<string?>("CATEGORY") { Description = "The beginning of the categories' names, for example FlexCore.Cluster. Without it: show what the node logs.", Arity = ArgumentArity.ZeroOrOne };
        var level = new Argument<string?>("LEVEL") { Description = $"The least important level to log: {string.Join(", ", Levels)}; or '{Default}' for what the node's settings say.", Arity = ArgumentArity.ZeroOrOne };
        level.Validators.Add(static result => RequireLevel(result, "LEVEL", [.. Levels, Default]));
        var on = OnNode("the node that is asked");
        var duration = new Option<int?>("--for") { Description = "After how many seconds the change ends by itself, 1 to 604800. Default: with the node's process.", HelpName = "SECONDS" };
        duration.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 604_800))
            {
                result.AddError($"--for takes whole seconds from 1 to 604800, not '{result.Tokens[0].Value}'.");
            }
        });
        return online.Create("level", "Shows what a node logs, or changes it while the node runs, for a time if wanted.", [category, level, on, duration], async (result, session) =>
        {
            var (name, wanted, node) = (result.GetValue(category), result.GetValue(level), result.GetValue(on));
            if (name is not null && wanted is null)
            {
                throw new CliException(ExitCode.Usage, $"The level for '{name}' is missing. Write one of {string.Join(", ", Levels)}, or {Default}.");
            }

            var levels = (name, wanted) switch
            {
                (null, _) => await session.Client.Logs.LevelsAsync(node, session.Stop).ConfigureAwait(false),
                (_, Default) => await session.Client.Logs.ResetLevelAsync(node, name, session.Stop).ConfigureAwait(false),
                _ => await session.Client.Logs.SetLevelAsync(
                    node, name, wanted ?? string.Empty, result.GetValue(duration) is { } seconds ? TimeSpan.FromSeconds(seconds) : null, session.Stop).ConfigureAwait(false),
            };
            await Answers.WriteTableAsync(session, levels, LogJson.Default.LogLevels, ["CATEGORY", "LEVEL", "UNTIL"], Rows(levels)).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private static void RequireLevel(System.CommandLine.Parsing.SymbolResult result, string name, IReadOnlyList<string> levels)
    {
        if (result.Tokens.Count == 1 && !levels.Contains(result.Tokens[0].Value))
        {
            result.AddError($"{name} takes {string.Join(", ", levels)}, not '{result.Tokens[0].Value}'.");
        }
    }

    private static IReadOnlyList<IReadOnlyList<string>> Rows(LogLevels levels) =>
        [["(all)", levels.Level, "-"], .. levels.Rules.Select(static rule => (IReadOnlyList<string>)[rule.Category, rule.Level, Answers.Time(rule.Until) ?? "-"])];
}
