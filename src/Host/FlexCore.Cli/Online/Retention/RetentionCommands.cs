using System.CommandLine;
using System.Globalization;
using FlexCore.Cli.ExitCodes;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Retention;

/// <summary>The commands under <c>flexcore retention</c>.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class RetentionCommands(OnlineCommand online)
{
    private static readonly string[] Headers = ["KIND", "NAME", "KEEP", "SOURCE", "SET"];

    /// <summary>Creates the group.</summary>
    public Command Create() => new("retention", "Shows and sets how long events of topics, streams and histories are kept.") { List(), Show(), Set(), Clear() };

    private static Argument<string> Kind() => new("KIND") { Description = "What is kept: topic, stream, execution or schedule." };

    private static Argument<string> Name() => new("NAME") { Description = "Its name, or a pattern in which * stands for any text, such as 'orders-*'." };

    private static IReadOnlyList<string> Row(RetentionInfo policy) => [policy.Kind, policy.Name, policy.Keep, policy.Source, Answers.Time(policy.SetAt) ?? "-"];

    private static Task WriteAsync(NodeSession session, RetentionInfo policy) => Answers.WriteOneAsync(session, policy, RetentionJson.Default.RetentionInfo,
    [
        ("kind", policy.Kind), ("name", policy.Name), ("keep", policy.Keep), ("source", policy.Source), ("policy", policy.Pattern), ("set", Answers.Time(policy.SetAt)),
        ("removed to", policy.RemovedTo?.ToString(CultureInfo.InvariantCulture)), ("removed at", Answers.Time(policy.RemovedAt)),
    ]);

    private Command List() => online.Create("list", "Lists what was set, and what the configuration says.", [], async (_, session) =>
    {
        var list = await session.Client.Retention.ListAsync(session.Stop).ConfigureAwait(false);
        await Answers.WriteTableAsync(session, list, RetentionJson.Default.RetentionPolicies, Headers, [.. list.Policies.Select(Row)]).ConfigureAwait(false);
        return ExitCode.Success;
    });

    private Command Show()
    {
        var (kind, name) = (Kind(), Name());
        return online.Create("show", "Shows what is kept of one name, and what was taken away from it.", [kind, name], async (result, session) =>
        {
            await WriteAsync(session, await session.Client.Retention.GetAsync(result.GetRequiredValue(kind), result.GetRequiredValue(name), session.Stop).ConfigureAwait(false)).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private Command Set()
    {
        var (kind, name) = (Kind(), Name());
        var keep = new Argument<string>("KEEP") { Description = "forever, a span such as 7d, a number such as 1000000, or both as 7d/1000000. A number counts records of a topic, and events of everything else." };
        return online.Create("set", "Sets what is kept of a name or pattern. What is too old or too much goes with the next run of the system job retention, and does not come back.", [kind, name, keep], async (result, session) =>
        {
            var policy = await session.Client.Retention.SetAsync(result.GetRequiredValue(kind), result.GetRequiredValue(name), result.GetRequiredValue(keep), session.Stop).ConfigureAwait(false);
            await WriteAsync(session, policy).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private Command Clear()
    {
        var (kind, name) = (Kind(), Name());
        return online.Create("clear", "Takes a policy back that was set; what the configuration says counts again.", [kind, name], async (result, session) =>
        {
            await WriteAsync(session, await session.Client.Retention.ClearAsync(result.GetRequiredValue(kind), result.GetRequiredValue(name), session.Stop).ConfigureAwait(false)).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }
}
