using System.CommandLine;
using System.Text;
using FlexCore.Cli.ExitCodes;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>The commands under <c>flexcore command</c> and <c>flexcore query</c>.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class MessageCommands(OnlineCommand online)
{
    private const int WaitMax = 600;

    /// <summary>Creates the group of commands.</summary>
    public Command CreateCommand()
    {
        var name = new Argument<string>("name") { Description = "The command, as 'command list' shows it." };
        var body = new Argument<string>("json") { Description = "Its fields as a JSON object. Default: none.", DefaultValueFactory = static _ => "{}" };
        var key = new Option<string?>("--key") { Description = "The idempotency key: the same key again has no second effect. Default: a new one.", HelpName = "KEY" };
        return new Command("command", "Sends commands to a node.")
        {
            online.Create("list", "Lists the commands that the node's modules handle, with their fields.", [], async (_, session) =>
                await ListAsync(session, await session.Client.Messages.ListCommandsAsync(session.Stop).ConfigureAwait(false), "COMMAND").ConfigureAwait(false)),
            online.Create("send", "Sends a command; what it changed is durable when it is answered.", [name, body, key], async (result, session) =>
            {
                var answer = await session.Client.Messages.SendAsync(
                    result.GetRequiredValue(name), Encoding.UTF8.GetBytes(result.GetRequiredValue(body)), result.GetValue(key), session.Stop).ConfigureAwait(false);
                await Answers.WriteOneAsync(session, answer, OnlineJson.Default.CommandResult, [
                    ("id", answer.CommandId), ("result", answer.Result.GetRawText()), ("token", answer.Token), ("replayed", answer.Replayed ? "yes" : null)]).ConfigureAwait(false);
                return ExitCode.Success;
            }),
        };
    }

    /// <summary>Creates the group of queries.</summary>
    public Command CreateQuery()
    {
        var name = new Argument<string>("name") { Description = "The query, as 'query list' shows it." };
        var body = new Argument<string>("json") { Description = "Its fields as a JSON object. Default: none.", DefaultValueFactory = static _ => "{}" };
        var token = new Option<string?>("--token") { Description = "What a command answered: wait until its writes are seen.", HelpName = "TOKEN" };
        var wait = new Option<int>("--wait") { Description = "How many seconds to wait with --token, 0 to 600. Default: 5.", HelpName = "N", DefaultValueFactory = static _ => 5 };
        wait.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var seconds) || seconds is < 0 or > WaitMax))
            {
                result.AddError($"--wait takes a whole number from 0 to {WaitMax}, not '{result.Tokens[0].Value}'.");
            }
        });
        return new Command("query", "Asks a node's queries.")
        {
            online.Create("list", "Lists the queries that the node's modules answer, with their fields.", [], async (_, session) =>
                await ListAsync(session, await session.Client.Messages.ListQueriesAsync(session.Stop).ConfigureAwait(false), "QUERY").ConfigureAwait(false)),
            online.Create("run", "Asks a query and writes its answer as JSON.", [name, body, token, wait], async (result, session) =>
            {
                var answer = await session.Client.Messages.AskAsync(
                    result.GetRequiredValue(name), Encoding.UTF8.GetBytes(result.GetRequiredValue(body)), result.GetValue(token), result.GetValue(wait), session.Stop).ConfigureAwait(false);
                await session.Terminal.Out.WriteLineAsync(answer.Result.GetRawText()).ConfigureAwait(false);
                return ExitCode.Success;
            }),
        };
    }

    private static async Task<ExitCode> ListAsync(NodeSession session, MessageList list, string header)
    {
        await Answers.WriteTableAsync(session, list, OnlineJson.Default.MessageList, [header, "FIELDS", "MODULE", "WHAT"], [.. list.Items.Select(Row)]).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static IReadOnlyList<string> Row(MessageInfo message) =>
        [message.Name, string.Join(' ', message.Fields.Select(field => field.Required ? field.Name : $"[{field.Name}]")), message.Module, message.Summary];
}
