using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Online;

/// <summary>The command <c>flexcore tap</c>.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class TapCommand(OnlineCommand online)
{
    private const int RateDefault = 10;

    /// <summary>Creates the command.</summary>
    public Command Create()
    {
        var key = new Argument<string>("STREAM") { Description = "The stream: its pipeline's name." };
        var edge = new Option<string>("--edge", "-e")
        {
            Description = "Where to look: behind the source or a step, or before a sink. 'flexcore stream operators' lists the names. Default: source.",
            HelpName = "EDGE",
            DefaultValueFactory = _ => "source",
        };
        var rate = new Option<int>("--rate") { Description = "Sample at most so many records in a second, 1 to 10000. Default: 10.", HelpName = "N", DefaultValueFactory = _ => RateDefault };
        var count = CountOption.Create("End after so many.");
        rate.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 10_000))
            {
                result.AddError($"--rate takes a whole number from 1 to 10000, not '{result.Tokens[0].Value}'.");
            }
        });
        var partition = PartitionOption.Create("Only this partition of a spread stream. Default: all, each with its own rate.");
        return online.Create("tap", "Samples the live records that pass an edge of a stream, until Ctrl+C. The stream is never slowed down.", [key, edge, rate, count, partition], async (result, session) =>
        {
            var seen = 0;
            var wanted = result.GetValue(count);
            await foreach (var sample in new PartitionCalls(session).TapAsync(result.GetRequiredValue(key), result.GetRequiredValue(edge), result.GetValue(rate), result.GetValue(partition)).ConfigureAwait(false))
            {
                await session.Terminal.Out.WriteLineAsync(session.Output == OutputFormat.Json
                    ? JsonSerializer.Serialize(sample, OnlineJson.Default.TapSample)
                    : SafeText.OneLine(sample.Record.GetRawText())).ConfigureAwait(false);
                await session.Terminal.Out.FlushAsync(session.Stop).ConfigureAwait(false);
                if (++seen == wanted)
                {
                    break;
                }
            }

            return ExitCode.Success;
        }, follows: true);
    }
}
