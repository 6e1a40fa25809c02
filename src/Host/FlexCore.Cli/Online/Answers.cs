using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>Writes answers of a node as a table or as JSON.</summary>
internal static class Answers
{
    /// <summary>Writes a page of a list; as JSON the page itself.</summary>
    /// <param name="session">Where and how.</param>
    /// <param name="page">The page.</param>
    /// <param name="json">How to write it as JSON.</param>
    /// <param name="headers">The table's columns.</param>
    /// <param name="row">The cells of an entry.</param>
    public static async Task WritePageAsync<T>(NodeSession session, Page<T> page, JsonTypeInfo<Page<T>> json, IReadOnlyList<string> headers, Func<T, IReadOnlyList<string>> row)
    {
        if (session.Output == OutputFormat.Json)
        {
            await session.Terminal.Out.WriteLineAsync(JsonSerializer.Serialize(page, json)).ConfigureAwait(false);
            return;
        }

        await session.Terminal.Out.WriteAsync(TextTable.Render(headers, [.. page.Items.Select(row)])).ConfigureAwait(false);
        var shown = page.Total is { } total ? string.Create(CultureInfo.InvariantCulture, $"{page.Items.Count} of {total}") : string.Create(CultureInfo.InvariantCulture, $"{page.Items.Count}");
        if (page.Next is { } next)
        {
            await session.Terminal.Error.WriteLineAsync($"{shown} are shown; --after {SafeText.OneLine(next)} shows more.").ConfigureAwait(false);
        }
        else if (page.Items.Count < page.Total)
        {
            await session.Terminal.Error.WriteLineAsync($"{shown} are shown; --limit and --offset show others.").ConfigureAwait(false);
        }
    }

    /// <summary>Writes a table; as JSON what it shows.</summary>
    /// <param name="session">Where and how.</param>
    /// <param name="value">What it shows.</param>
    /// <param name="json">How to write it as JSON.</param>
    /// <param name="headers">The table's columns.</param>
    /// <param name="rows">The rows.</param>
    public static Task WriteTableAsync<T>(NodeSession session, T value, JsonTypeInfo<T> json, IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows) =>
        session.Terminal.Out.WriteAsync(session.Output == OutputFormat.Json ? JsonSerializer.Serialize(value, json) + "\n" : TextTable.Render(headers, rows));

    /// <summary>Writes one thing: names and values, or its JSON.</summary>
    /// <param name="session">Where and how.</param>
    /// <param name="value">The thing.</param>
    /// <param name="json">How to write it as JSON.</param>
    /// <param name="rows">Names and values; those without a value are left out.</param>
    public static async Task WriteOneAsync<T>(NodeSession session, T value, JsonTypeInfo<T> json, IEnumerable<(string Name, string? Value)> rows)
    {
        if (session.Output == OutputFormat.Json)
        {
            await session.Terminal.Out.WriteLineAsync(JsonSerializer.Serialize(value, json)).ConfigureAwait(false);
            return;
        }

        var shown = rows.Where(row => !string.IsNullOrEmpty(row.Value)).ToList();
        var width = shown.Max(row => row.Name.Length);
        foreach (var (name, text) in shown)
        {
            await session.Terminal.Out.WriteLineAsync($"{name.PadRight(width)}  {SafeText.OneLine(text ?? string.Empty)}").ConfigureAwait(false);
        }
    }

    /// <summary>An instant as people read it, to the second.</summary>
    /// <param name="time">The instant.</param>
    public static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
