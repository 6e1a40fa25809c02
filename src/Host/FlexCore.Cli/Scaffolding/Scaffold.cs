using System.Text.RegularExpressions;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Scaffolding;

/// <summary>Makes the files of a new pipeline, operator or application from the templates in this program.</summary>
internal static partial class Scaffold
{
    private const string TemplateRoot = "templates/";
    private const string TextSuffix = ".txt";
    private const int NameLengthMax = 50;

    /// <summary>Makes the files, in memory.</summary>
    /// <param name="kind"><c>pipeline</c>, <c>operator</c> or <c>app</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="home">Where FlexCore's libraries lie.</param>
    /// <exception cref="CliException">The name cannot be used.</exception>
    public static IReadOnlyList<ScaffoldFile> Make(string kind, string name, string home)
    {
        if (name.Length > NameLengthMax || !NamePattern().IsMatch(name))
        {
            throw new CliException(ExitCode.Usage, $"'{name}' is no name for {(kind == "pipeline" ? "a" : "an")} {kind}. Use a-z, 0-9 and hyphens, beginning with a letter, at most {NameLengthMax} characters.");
        }

        var assembly = typeof(Scaffold).Assembly;
        var prefix = TemplateRoot + kind + "/";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Select(resource => (Resource: resource, Name: resource.Replace('\\', '/')))
                .Where(template => template.Name.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(template => template.Name, StringComparer.Ordinal)
                .Select(template => new ScaffoldFile(FileName(template.Name[prefix.Length..], name), Fill(Read(template.Resource), name, home))),
        ];
    }

    /// <summary>Writes files into a folder; none when one of them exists already.</summary>
    /// <param name="folder">The folder; created when it is missing.</param>
    /// <param name="files">The files.</param>
    /// <exception cref="CliException">A file exists, or cannot be written.</exception>
    public static void Write(string folder, IReadOnlyList<ScaffoldFile> files)
    {
        if (files.FirstOrDefault(file => File.Exists(Path.Combine(folder, file.Name))) is { } existing)
        {
            throw new CliException(ExitCode.OutputUnavailable, $"'{Path.Combine(folder, existing.Name)}' exists already, and nothing was written. Choose another name, or another folder with --folder.");
        }

        try
        {
            Directory.CreateDirectory(folder);
            foreach (var file in files)
            {
                using var stream = new FileStream(Path.Combine(folder, file.Name), FileMode.CreateNew, FileAccess.Write);
                using var writer = new StreamWriter(stream);
                writer.Write(file.Text);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.OutputUnavailable, $"The folder '{folder}' cannot be written: {error.Message} Check its permissions, or choose another with --folder.", error);
        }
    }

    private static string FileName(string template, string name)
    {
        var plain = template.EndsWith(TextSuffix, StringComparison.Ordinal) ? template[..^TextSuffix.Length] : template;
        return plain.Replace("NAME", name, StringComparison.Ordinal).Replace("TYPE", TypeName(name), StringComparison.Ordinal);
    }

    private static string Fill(string text, string name, string home) => text
        .Replace(">HOME<", $">{home}<", StringComparison.Ordinal)
        .Replace("NAME", name, StringComparison.Ordinal)
        .Replace("TYPE", TypeName(name), StringComparison.Ordinal);

    // web-shop becomes WebShop.
    private static string TypeName(string name) =>
        string.Concat(name.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Read(string resource)
    {
        using var stream = typeof(Scaffold).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"The assembly has no resource '{resource}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
