import java.io.FileInputStream;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** veraPDF's word on PDF files, a line each that is not PDF/UA-1: `java -cp <veraPDF's jar> PdfUa.java <file> ...` */
class PdfUa {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        var flavour = PDFAFlavour.PDFUA_1;
        int wrong = 0;
        for (String file : files) {
            try (var parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour)) {
                var result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
                if (result.isCompliant()) continue;
                wrong++;
                var failed = new TreeMap<String, String>();
                for (var said : result.getTestAssertions())
                    if (said.getStatus() == TestAssertion.Status.FAILED)
                        failed.putIfAbsent(said.getRuleId().getClause() + "-" + said.getRuleId().getTestNumber(), said.getMessage());
                System.out.println(file + ": " + failed);
            }
        }
        System.exit(wrong == 0 ? 0 : 1);
    }
}
