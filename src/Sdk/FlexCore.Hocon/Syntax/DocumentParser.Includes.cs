using System.Text;

namespace FlexCore.Hocon.Syntax;

internal sealed partial class DocumentParser
{
    private const string IncludeRemedy =
        "include takes one quoted string, bare or in file(), url(), classpath() or required(); as a key write \"include\" in quotes";

    private void ParseInclude(ObjectNode target)
    {
        var keyword = _reader.Take();
        if (keyword.Text != "include")
        {
            throw new HoconException(HoconErrorKind.Syntax, keyword.Origin, $"A key cannot begin with the unquoted word include; {IncludeRemedy}.");
        }

        _reader.SkipBlank();
        var origin = _reader.Current.Origin;
        var (form, isRequired, open) = ParseWrappers(origin);
        if (_reader.Kind != TokenKind.Quoted)
        {
            throw _reader.Unexpected($"a quoted name to include ({IncludeRemedy})");
        }

        var statement = new IncludeStatement(form, _reader.Take().Text, isRequired, origin);
        CloseWrappers(open);
        var prefix = (IReadOnlyList<string>)[.. site.Prefix, .. _path];
        var included = includer.Include(statement, new IncludeSite(prefix, site.IsAddressable && _arrays == 0, _depth));
        if (included is not null)
        {
            target.MergeFrom(included);
        }
    }

    private (IncludeForm Form, bool IsRequired, int Open) ParseWrappers(HoconOrigin origin)
    {
        var words = new StringBuilder();
        while (_reader.Kind == TokenKind.Unquoted && _reader.Current.Text.EndsWith('('))
        {
            words.Append(_reader.Take().Text);
            _reader.SkipBlank();
        }

        var wrappers = words.ToString();
        var isRequired = wrappers.StartsWith("required(", StringComparison.Ordinal);
        IncludeForm? form = (isRequired ? wrappers["required(".Length..] : wrappers) switch
        {
            "" => IncludeForm.Heuristic,
            "file(" => IncludeForm.File,
            "url(" => IncludeForm.Url,
            "classpath(" => IncludeForm.Classpath,
            _ => null,
        };
        return form is { } known
            ? (known, isRequired, wrappers.Count(c => c == '('))
            : throw new HoconException(HoconErrorKind.Syntax, origin, $"'{wrappers}' is not a way to include; {IncludeRemedy}.");
    }

    private void CloseWrappers(int open)
    {
        while (open > 0)
        {
            _reader.SkipBlank();
            var closing = _reader.Current.Text;
            if (_reader.Kind != TokenKind.Unquoted || closing.Length > open || closing.Any(c => c != ')'))
            {
                throw _reader.Unexpected("')' after the name to include");
            }

            _reader.Take();
            open -= closing.Length;
        }
    }
}
