using System.Text;
using Microsoft.Extensions.Configuration;

namespace FlexCore.Hocon.Configuration;

/// <summary>Adds HOCON to a configuration builder.</summary>
public static class HoconConfigurationExtensions
{
    /// <summary>Adds a HOCON file; values of later sources win.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file, relative to the current directory.</param>
    /// <param name="optional">True: a missing file means no values.</param>
    /// <param name="reloadOnChange">True: changes of the file and its includes are loaded while the process runs.</param>
    /// <returns>The builder.</returns>
    public static IConfigurationBuilder AddHoconFile(this IConfigurationBuilder builder, string path, bool optional = false, bool reloadOnChange = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return builder.AddHocon(source =>
        {
            source.Path = path;
            source.Optional = optional;
            source.ReloadOnChange = reloadOnChange;
        });
    }

    /// <summary>Adds HOCON text; values of later sources win.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="text">The HOCON.</param>
    /// <param name="name">The name shown in errors.</param>
    /// <returns>The builder.</returns>
    public static IConfigurationBuilder AddHoconText(this IConfigurationBuilder builder, string text, string name = "text")
    {
        ArgumentNullException.ThrowIfNull(text);
        return builder.AddHocon(source =>
        {
            source.Text = () => Encoding.UTF8.GetBytes(text);
            source.Name = name;
        });
    }

    /// <summary>Adds HOCON from a stream, which is read to its end when the configuration is built and stays the caller's to close.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="stream">UTF-8 bytes.</param>
    /// <param name="name">The name shown in errors.</param>
    /// <returns>The builder.</returns>
    public static IConfigurationBuilder AddHoconStream(this IConfigurationBuilder builder, Stream stream, string name = "stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[]? content = null;
        return builder.AddHocon(source =>
        {
            source.Text = () => content ??= ReadAll(stream);
            source.Name = name;
        });
    }

    /// <summary>Adds HOCON with every setting at hand.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets at least the path or the text.</param>
    /// <returns>The builder.</returns>
    public static IConfigurationBuilder AddHocon(this IConfigurationBuilder builder, Action<HoconConfigurationSource> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var source = new HoconConfigurationSource();
        configure(source);
        return builder.Add(source);
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
