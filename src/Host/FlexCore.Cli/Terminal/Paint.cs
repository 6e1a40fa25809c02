namespace FlexCore.Cli.Terminal;

/// <summary>Colours on a terminal; plain text elsewhere.</summary>
/// <param name="isOn">Whether to colour.</param>
internal sealed class Paint(bool isOn)
{
    /// <summary>Something is right, or was expected.</summary>
    public string Good(string text) => In("32", text);

    /// <summary>Something is wrong, or came instead.</summary>
    public string Bad(string text) => In("31", text);

    /// <summary>Something needs a look.</summary>
    public string Warning(string text) => In("33", text);

    /// <summary>Something of less weight.</summary>
    public string Faint(string text) => In("90", text);

    private string In(string colour, string text) => isOn && text.Length > 0 ? $"\u001b[{colour}m{text}\u001b[0m" : text;
}
