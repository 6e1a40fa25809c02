using System.Security.Cryptography;
using System.Text;

namespace FlexCore.Cli.Tests.Online.Transfer;

/// <summary>Writes exports by hand, as their description says.</summary>
internal static class Exports
{
    public const string Cut = "cut";

    public static string Header(string? after = null, string filter = """{"kind":"event-stream"}""") =>
        Sum($$"""{"flexcoreEvents":1,"store":"11111111-2222-3333-4444-555555555555","restoreEpoch":0,"filter":{{filter}}{{(after is null ? "" : $",\"after\":\"{after}\"")}},"until":"{{Cut}}"}""");

    public static string Event(string stream, int version) => Sum(
        $$"""{"id":"0198b1b0-0000-7000-8000-{{(int)stream[0]:x3}}{{version:x9}}","kind":"event-stream","key":"{{stream}}","version":{{version}},"type":"t","schemaVersion":1,"at":"2026-03-01T12:00:00+00:00","principal":"user:ana","correlationId":"c","causationId":"c","data":""" + "{}}");

    public static string Other(int version) => Sum(
        $$"""{"id":"0198b1b0-0000-7000-8000-000{{version:x9}}","kind":"pipeline","key":"hits","version":{{version}},"type":"pipeline.paused","schemaVersion":1,"at":"2026-03-01T12:00:00+00:00","principal":"user:ana","correlationId":"c","causationId":"c","payload":""" + "{}}");

    public static string Mark(string cursor, params string[] before) => Place("mark", cursor, before);

    public static string End(params string[] before) => Place("end", Cut, before);

    public static string File(params string[] lines) => string.Concat(lines.Select(line => line + "\n"));

    private static string Place(string name, string cursor, string[] before)
    {
        var events = before.Count(line => line.StartsWith("{\"id\"", StringComparison.Ordinal));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(File(before))));
        return Sum($$"""{"{{name}}":{"events":{{events}},"sha256":"{{hash}}","cursor":"{{cursor}}"}""" + "}");
    }

    private static string Sum(string json) =>
        $"{json[..^1]},\"sum\":\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json[..^1])))[..16]}\"}}";
}
