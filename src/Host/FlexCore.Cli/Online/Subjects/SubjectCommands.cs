using System.CommandLine;
using System.Globalization;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Online.Cluster;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Subjects;

/// <summary>The commands under <c>flexcore subject</c>.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class SubjectCommands(OnlineCommand online)
{
    private static readonly string[] Headers = ["SUBJECT", "KEY OF", "MASTER KEY", "FORGOTTEN"];

    /// <summary>Creates the group.</summary>
    public Command Create() => new("subject", "Lists and forgets persons whose values are sealed in the log.") { List(), Forget() };

    private Command List()
    {
        var after = new Option<string?>("--after") { Description = "Only those behind this id.", HelpName = "ID" };
        var limit = new Option<int>("--limit") { Description = "The most to show, from 1 to 1000. Default: 100.", HelpName = "N", DefaultValueFactory = static _ => 100 };
        limit.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= 1000))
            {
                result.AddError($"--limit takes a whole number from 1 to 1000, not '{result.Tokens[0].Value}'.");
            }
        });
        return online.Create("list", "Lists persons by id: when their key was made, and when it was destroyed.", [after, limit], async (result, session) =>
        {
            var list = await session.Client.Subjects.ListAsync(result.GetValue(after), result.GetValue(limit), session.Stop).ConfigureAwait(false);
            await Answers.WriteTableAsync(session, list, SubjectJson.Default.SubjectList, Headers, [.. list.Subjects.Select(Row)]).ConfigureAwait(false);
            if (list.Next is { } next && session.Output == OutputFormat.Table)
            {
                await session.Terminal.Error.WriteLineAsync($"there are more: --after {next}").ConfigureAwait(false);
            }

            return ExitCode.Success;
        });
    }

    private Command Forget()
    {
        var id = new Argument<string>("SUBJECT") { Description = "The person's id." };
        var reason = new Option<string?>("--reason") { Description = "Why, for the record.", HelpName = "TEXT" };
        var yes = Confirmation.CreateOption();
        return online.Create("forget", "Forgets a person: destroys the key, so that nothing it has sealed can be read any more.", [id, reason, yes], async (result, session) =>
        {
            var subject = result.GetRequiredValue(id);
            await Confirmation.RequireAsync(session, $"Forget {subject}? What is sealed for it can never be read again.", result.GetValue(yes)).ConfigureAwait(false);
            var forgotten = await session.Client.Subjects.ForgetAsync(subject, result.GetValue(reason), session.Stop).ConfigureAwait(false);
            await Answers.WriteOneAsync(session, forgotten, SubjectJson.Default.SubjectInfo, [("subject", forgotten.Id), ("forgotten", Answers.Time(forgotten.ForgottenAt))]).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private static IReadOnlyList<string> Row(SubjectInfo subject) => [subject.Id, Answers.Time(subject.CreatedAt) ?? "-", subject.MasterKey, Answers.Time(subject.ForgottenAt) ?? "-"];
}
