using System.Text;
using System.Text.Json;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Expressions;
using FlexCore.Cli.Running;
using FlexCore.Cli.Terminal;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Trials;
using FlexCore.Streams.Values;

namespace FlexCore.Cli.Commands;

/// <summary>Runs <c>flexcore expr</c>.</summary>
internal sealed class ExprHandler(ExprArguments arguments, CliTerminal terminal)
{
    private const string Prompt = "> ";

    /// <summary>Evaluates the expression, or lines until the end of the input.</summary>
    public async Task<ExitCode> ExecuteAsync()
    {
        var records = ReadRecords();
        return arguments.Expression is { } text
            ? await EvaluateAsync(text, records ?? [Value.Object(new ObjectValue())]).ConfigureAwait(false)
            : await TalkAsync(new ExpressionSession(records ?? [])).ConfigureAwait(false);
    }

    private List<Value>? ReadRecords()
    {
        if (arguments.Record is { } json)
        {
            return SampleRecords.Parse(json) is (var record, null)
                ? [record]
                : throw new CliException(ExitCode.Usage, $"--record takes a JSON object: {SampleRecords.Parse(json).Mistake}. Example: --record '{{\"amount\": 3}}'");
        }

        return arguments.Input switch
        {
            null => null,
            PipelineOverrides.Pipe => SampleRecords.Read(terminal.In, "stdin"),
            var path => SampleRecords.ReadFile(path),
        };
    }

    private async Task<ExitCode> EvaluateAsync(string text, List<Value> records)
    {
        var compiled = ExpressionTrial.Compile(text);
        if (!compiled.TryGet(out var trial))
        {
            throw new CliException(ExitCode.Usage, $"the expression cannot be compiled.\n{ExpressionText.Render(text, compiled.Diagnostics).TrimEnd()}");
        }

        var failed = 0;
        var results = new StringBuilder();
        for (var i = 0; i < records.Count; i++)
        {
            var (value, mistake) = Try(trial, records[i]);
            failed += mistake is null ? 0 : 1;
            if (arguments.Output == OutputFormat.Json)
            {
                results.Append(i == 0 ? string.Empty : ",").Append(mistake is null
                    ? $"{{\"record\":{i + 1},\"value\":{ValueText.Json(value)}}}"
                    : $"{{\"record\":{i + 1},\"error\":{JsonSerializer.Serialize(mistake.ToString(), RecordJson.Default.String)}}}");
            }
            else if (mistake is null)
            {
                results.Append(SafeText.OneLine(ValueText.Show(value))).Append('\n');
            }
            else
            {
                await terminal.Error.WriteAsync($"record {i + 1}:\n{ExpressionText.Render(text, [mistake])}").ConfigureAwait(false);
            }
        }

        await terminal.Out.WriteAsync(arguments.Output == OutputFormat.Json ? $"[{results}]\n" : results.ToString()).ConfigureAwait(false);
        return failed == 0 ? ExitCode.Success : ExitCode.RecordFailed;
    }

    private static (Value Value, ExpressionDiagnostic? Mistake) Try(ExpressionTrial trial, Value record)
    {
        try
        {
            return (trial.Evaluate(record), null);
        }
        catch (ExpressionException error)
        {
            // Dirty records are normal: the others still get their result.
            return (Value.Undefined, error.Diagnostic);
        }
    }

    private async Task<ExitCode> TalkAsync(ExpressionSession session)
    {
        if (terminal.IsInInteractive)
        {
            await terminal.Out.WriteAsync("FlexCore expressions. :help lists the commands, Ctrl+D ends.\n").ConfigureAwait(false);
        }

        var editor = new LineEditor(prefix => [.. session.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))]);
        var prompt = new LinePrompt(terminal, Prompt, editor);
        var failed = false;
        while (!session.IsOver && prompt.Read() is { } line)
        {
            await terminal.Out.WriteAsync(session.Enter(line)).ConfigureAwait(false);
            failed |= session.HasFailed;
        }

        // A person has seen the mistakes; a script must be told.
        return failed && !terminal.IsInInteractive ? ExitCode.RecordFailed : ExitCode.Success;
    }
}
