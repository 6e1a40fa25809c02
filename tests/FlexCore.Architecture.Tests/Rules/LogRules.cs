using System.Globalization;
using FlexCore.Architecture.Tests.Model;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlexCore.Architecture.Tests.Rules;

/// <summary>Log events have stable numbers: each ring its range, each event its own.</summary>
internal static class LogRules
{
    private static readonly (string Prefix, int From, int To)[] Ranges =
    [
        ("FlexCore.Actors", 1000, 1999),
        ("FlexCore.Streams", 2000, 2999),
        ("FlexCore.Persistence", 3000, 3999),
        ("FlexCore.Api", 4000, 4499),
        ("FlexCore.Cli", 5000, 5999),
        ("FlexCore.Hosting", 6000, 6999),
        ("FlexCore.Telemetry", 7000, 7999),
        ("FlexCore.Cluster", 8000, 8999),
    ];

    public static IEnumerable<(int Id, string Place)> Events(SourceFile file) =>
        from attribute in file.All<AttributeSyntax>()
        where attribute.Name.ToString() is "LoggerMessage" or "LoggerMessageAttribute"
        select (IdOf(attribute), file.At(attribute));

    public static IEnumerable<string> OutOfRange(SourceFile file)
    {
        var range = Ranges.FirstOrDefault(range => file.Project.StartsWith(range.Prefix, StringComparison.Ordinal));
        return from logged in Events(file)
               where range.Prefix is null || logged.Id < range.From || logged.Id > range.To
               select range.Prefix is null
                   ? $"{logged.Place} {file.Project} has no range of log event ids"
                   : $"{logged.Place} event {logged.Id} is outside {range.From} to {range.To}";
    }

    public static IEnumerable<string> OutsideLogFiles(SourceFile file) =>
        file.Path.EndsWith("Log.cs", StringComparison.Ordinal) ? [] : Events(file).Select(logged => $"{logged.Place} belongs into a .Log.cs file");

    private static int IdOf(AttributeSyntax attribute)
    {
        var arguments = attribute.ArgumentList?.Arguments.ToArray() ?? [];
        var id = arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.Text == "EventId" || argument.NameColon?.Name.Identifier.Text == "eventId")
            ?? arguments.FirstOrDefault(argument => argument.NameEquals is null && argument.NameColon is null);
        return id is not null && int.TryParse(id.Expression.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
