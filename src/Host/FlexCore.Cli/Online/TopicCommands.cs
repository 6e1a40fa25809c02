using System.CommandLine;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>The commands under <c>flexcore topic</c>.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class TopicCommands(OnlineCommand online)
{
    private static readonly string[] Headers = ["TOPIC", "RECORDS", "BYTES", "POSITION"];

    /// <summary>Creates the group.</summary>
    public Command Create()
    {
        var list = new ListOptions();
        return new Command("topic", "Shows the event topics of a node; 'event tail --topic' follows one.")
        {
            online.Create("list", "Lists the topics that have records: how many, their size, and the newest position.", list.Named, async (result, session) =>
            {
                var page = await session.Client.Topics.ListAsync(list.Read(result), session.Stop).ConfigureAwait(false);
                await Answers.WritePageAsync(session, page, OnlineJson.Default.PageTopicInfo, Headers, Row).ConfigureAwait(false);
                return ExitCode.Success;
            }),
        };
    }

    private static IReadOnlyList<string> Row(TopicInfo topic) =>
        [topic.Topic, Amounts.Count(topic.Records), Amounts.Bytes(topic.Bytes), Amounts.Count(topic.Position)];
}
