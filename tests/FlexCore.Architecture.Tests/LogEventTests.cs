using FlexCore.Architecture.Tests.Model;
using FlexCore.Architecture.Tests.Rules;

namespace FlexCore.Architecture.Tests;

public sealed class LogEventTests
{
    private static readonly Repository Tree = Repository.Current;

    [Fact]
    public void Log_event_ids_are_in_the_range_of_their_ring() =>
        Budget.None(Tree.Sources.SelectMany(LogRules.OutOfRange), "Each ring has its range of log event ids.");

    [Fact]
    public void Log_event_ids_are_unique() =>
        Budget.None(
            Tree.Sources.SelectMany(LogRules.Events).GroupBy(logged => logged.Id).Where(group => group.Count() > 1)
                .Select(group => $"{group.Key}: {string.Join(", ", group.Select(logged => logged.Place))}"),
            "A log event id means one thing.");

    [Fact]
    public void Log_messages_live_in_log_files() =>
        Budget.None(Tree.Sources.SelectMany(LogRules.OutsideLogFiles), "Log messages live in X.Log.cs.");
}
