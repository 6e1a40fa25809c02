using FlexCore.Architecture.Tests.Model;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlexCore.Architecture.Tests.Rules;

/// <summary>The domain decides from what it is given: no clock, no input or output, no chance, no threads.</summary>
internal static class PurityRules
{
    private static readonly HashSet<string> Impure =
    [
        "DateTime", "TimeProvider", "Stopwatch", "Environment", "Random", "RandomNumberGenerator", "File", "Directory", "FileInfo", "FileStream", "Path",
        "Stream", "Console", "Process", "HttpClient", "Socket", "Thread", "Task", "ValueTask", "Timer", "Interlocked", "Monitor", "Lock", "ThreadPool",
        "ILogger", "AppContext", "AppDomain", "GC", "Assembly", "Activator",
    ];

    private static readonly string[] Namespaces =
        ["System.Collections", "System.Diagnostics", "System.Runtime.CompilerServices", "System.Text", "System.Globalization", "FlexCore.Domain"];

    public static IEnumerable<string> ImpureNames(SourceFile file) =>
        from name in file.All<IdentifierNameSyntax>()
        where Impure.Contains(name.Identifier.Text) && name.Parent is not (NameColonSyntax or NameEqualsSyntax)
        select $"{file.At(name)} '{name.Identifier.Text}' is not pure: let the command carry the value";

    public static IEnumerable<string> FreshIdentities(SourceFile file) =>
        from access in file.All<MemberAccessExpressionSyntax>()
        where access.ToString() is "Guid.NewGuid" or "Guid.CreateVersion7" or "DateTimeOffset.Now" or "DateTimeOffset.UtcNow"
        select $"{file.At(access)} '{access}' is not pure: let the command carry the value";

    public static IEnumerable<string> ForeignNamespaces(SourceFile file) =>
        from directive in file.All<UsingDirectiveSyntax>()
        let name = directive.Name?.ToString() ?? ""
        where !Namespaces.Any(allowed => name == allowed || name.StartsWith(allowed + ".", StringComparison.Ordinal))
        select $"{file.At(directive)} uses {name}";
}
