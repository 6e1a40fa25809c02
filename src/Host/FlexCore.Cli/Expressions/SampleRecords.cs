using System.Text;
using FlexCore.Cli.ExitCodes;
using FlexCore.Streams.Expressions.Trials;
using FlexCore.Streams.Values;

namespace FlexCore.Cli.Expressions;

/// <summary>Reads the records that an expression is tried on: one JSON object a line.</summary>
internal static class SampleRecords
{
    /// <summary>The most records that are kept.</summary>
    public const int RecordsMax = 10_000;

    /// <summary>The longest line, in characters.</summary>
    public const int LineLengthMax = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CliException">The file cannot be read or a line is no record.</exception>
    public static List<Value> ReadFile(string path)
    {
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return Read(reader, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.InputUnavailable, $"The records '{path}' cannot be read: {error.Message} Check --input.", error);
        }
        catch (DecoderFallbackException error)
        {
            throw new CliException(ExitCode.InputUnavailable, $"The records '{path}' are not UTF-8 text: compressed files must be unpacked first.", error);
        }
    }

    /// <summary>Reads lines; empty ones are left out.</summary>
    /// <param name="reader">The lines.</param>
    /// <param name="name">What they come from, for messages.</param>
    /// <exception cref="CliException">A line is no record, or there are too many.</exception>
    public static List<Value> Read(TextReader reader, string name)
    {
        var records = new List<Value>();
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (records.Count == RecordsMax || line.Length > LineLengthMax)
            {
                throw new CliException(ExitCode.InputUnavailable, FormattableString.Invariant($"{name}, line {number}: at most {RecordsMax:N0} records of {LineLengthMax:N0} characters are read. Give a sample: head -n 100 {name}."));
            }

            records.Add(Parse(line) is (var record, null)
                ? record
                : throw new CliException(ExitCode.InputUnavailable, FormattableString.Invariant($"{name}, line {number}: {Parse(line).Mistake}. Each line must be one JSON object.")));
        }

        return records;
    }

    /// <summary>Reads one record.</summary>
    /// <param name="json">Its JSON.</param>
    /// <returns>The record, or why the text is none.</returns>
    public static (Value Record, string? Mistake) Parse(string json)
    {
        ExpressionTrial.ReadRecord(Encoding.UTF8.GetBytes(json), out var record, out var mistake);
        return (record, mistake);
    }
}
