using System.Globalization;
using System.Reflection;

namespace FlexCore.Persistence.Schema;

/// <summary>Finds the numbered scripts that an assembly embeds in one of its folders.</summary>
public static class SqlScripts
{
    /// <summary>Reads the scripts in the order of their numbers.</summary>
    /// <param name="assembly">The assembly that embeds files named <c>NNNN_name.sql</c>.</param>
    /// <param name="folder">The folder, with dots between its parts.</param>
    /// <returns>Scripts 1, 2, 3 … without a hole.</returns>
    /// <exception cref="InvalidOperationException">A name has no number, or a number is missing or double: a mistake in the build.</exception>
    public static IReadOnlyList<SqlScript> Load(Assembly assembly, string folder = "Scripts")
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var prefix = $"{assembly.GetName().Name}.{folder}.";
        var scripts = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => Read(assembly, name))
            .OrderBy(static script => script.Number)
            .ToArray();
        return Ordered(scripts);
    }

    /// <summary>Checks that scripts are numbered 1, 2, 3 … without a hole.</summary>
    /// <param name="scripts">The scripts in order.</param>
    /// <returns>The same scripts.</returns>
    /// <exception cref="InvalidOperationException">A number is missing or double.</exception>
    public static IReadOnlyList<SqlScript> Ordered(IReadOnlyList<SqlScript> scripts)
    {
        ArgumentNullException.ThrowIfNull(scripts);
        for (var i = 0; i < scripts.Count; i++)
        {
            if (scripts[i].Number != i + 1)
            {
                throw new InvalidOperationException($"Migration '{scripts[i].Name}' stands at place {i + 1}; the numbers must be 1, 2, 3 … without a hole.");
            }
        }

        return scripts;
    }

    private static SqlScript Read(Assembly assembly, string resource)
    {
        var parts = resource.Split('.');
        var name = parts[^2];
        var number = name.Split('_')[0];
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            throw new InvalidOperationException($"Migration '{resource}' must be named NNNN_name.sql.");
        }

        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"Migration '{resource}' cannot be read.");
        using var reader = new StreamReader(stream);
        return new SqlScript(value, $"{name}.sql", reader.ReadToEnd());
    }
}
